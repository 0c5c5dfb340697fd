/** The address of something on a server, such as `https://here.example.org/api/rooms`; the page's own server if none is named. */
export const webAddress = (server: string | undefined, path: string): string => new URL(path, server ?? globalThis.location.href).href;

/** The same for a WebSocket. */
export const socketAddress = (server: string | undefined, path: string): string => webAddress(server, path).replace(/^http/, "ws");
