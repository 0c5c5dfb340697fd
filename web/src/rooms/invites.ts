/** An invite as it is handed on: a link. The code stands behind the `#`, which no browser sends to any server. */
export const linkOf = (room: string, code: string, here: string = location.origin): string => `${here}/rooms/${room}#invite=${encodeURIComponent(code)}`;

/** The room and the code of a link; null if it is none. */
export const readLink = (text: string): { readonly room: string; readonly code: string } | null => {
  const found = /\/rooms\/([a-z0-9][a-z0-9_-]{0,63})\/?#invite=([^&\s]+)/.exec(text.trim());
  return found === null ? null : { room: found[1]!, code: decodeURIComponent(found[2]!) };
};

/** The code of an address that one has followed; null if there is none. */
export const codeIn = (hash: string): string | null => {
  const code = new URLSearchParams(hash.replace(/^#/, "")).get("invite");
  return code === "" ? null : code;
};
