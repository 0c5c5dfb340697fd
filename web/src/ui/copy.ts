/** Puts a text on the clipboard; false where the browser does not let pages do so. */
export const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelecting(text);
  }
};

/** Pages that came by plain http, as in most halls, have no clipboard; the old way still works there. */
const copyBySelecting = (text: string): boolean => {
  const before = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text });
  field.style.position = "fixed";
  field.style.opacity = "0";
  // A window over the page takes the focus back from whatever stands outside of it.
  (before?.closest('[role="dialog"]') ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
};
