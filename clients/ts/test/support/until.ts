/** Waits for something to be so, looking every few milliseconds. */
export const until = async (isSo: () => boolean, what: () => string, patienceMs = 5_000): Promise<void> => {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    if (isSo()) return;
    await new Promise((later) => setTimeout(later, 5));
  }

  throw new Error(`never came: ${what()}`);
};
