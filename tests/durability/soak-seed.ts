/** @file The seed of a soak: CLOUDROLL_SEED to see a failure again, else a new one; printed before anything can fail. */
export function soakSeed(what: string): number {
  const seed = Number(process.env['CLOUDROLL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`${what}: CLOUDROLL_SEED=${seed}\n`);
  return seed;
}
