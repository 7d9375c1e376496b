/** Downloads a file through the browser. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has long started by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
