/** The nine digits of a meet id, however it was written. */
export const digitsOf = (text: string): string => text.replace(/\D/g, "").slice(0, 9);

/** A meet id in groups of three, as far as it is typed. */
export const grouped = (text: string): string => digitsOf(text).replace(/(\d{3})(?=\d)/g, "$1-");

/** Whether it is whole. */
export const isMeetId = (text: string): boolean => /^[1-9]\d{8}$/.test(digitsOf(text));
