const nameOf = (room: string, user: number) => `rollcall.draft/${user}/${room}`;

/** What was being written when one left a room, in this tab. A storage that may not be used keeps nothing. */
export const draftOf = (room: string, user: number): string => {
  try {
    return sessionStorage.getItem(nameOf(room, user)) ?? "";
  } catch {
    return "";
  }
};

/** Keeps what is being written. */
export const keepDraft = (room: string, user: number, text: string): void => {
  try {
    if (text === "") sessionStorage.removeItem(nameOf(room, user));
    else sessionStorage.setItem(nameOf(room, user), text);
  } catch {
    // Full, or forbidden: it is still in the field.
  }
};
