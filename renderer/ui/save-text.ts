/** @file Hands the person a text as a file, by the browser's own way of saving. */

export function saveText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun by then; what is not let go of stays in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
