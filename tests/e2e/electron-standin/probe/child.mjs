/** @file A utility process that says what it was given; run by standin.test.ts. */
process.parentPort.on('message', ({ data }) => {
  process.parentPort.postMessage({
    data,
    words: process.argv.slice(2),
    only: process.env.ONLY,
    hasSend: typeof process.send,
  });
});
