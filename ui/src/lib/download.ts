/** Gives the person a file that was made here. */
export function download(name: string, type: string, text: string): void {
  // Spreadsheets read UTF-8 only when it says so.
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
