/** 128 random bits in hex: an id that nobody else makes. (`crypto.randomUUID` is missing on pages that came by plain http.) */
export const freshId = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
