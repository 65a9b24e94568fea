/** Saves a text that the page holds as a file of the reader's. */
export function saveText({ name, type, text }: { name: string; type: string; text: string }): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to save by the next task; until then the address must hold.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
