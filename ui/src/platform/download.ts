/** How long the file is kept for whoever writes it to the disk, in milliseconds. */
const KEPT_MS = 60_000;

/** Gives the person a file that was made here. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // WebKitGTK reads the file only after this turn.
  window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
