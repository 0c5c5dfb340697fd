/** What a line needs of the world, so that tests can bring a world of their own. */
export interface Surroundings {
  /** Opens a socket. */
  open(url: string, protocols: readonly string[]): Socket;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Calls back once, after so many milliseconds; the answer takes it back. */
  after(ms: number, call: () => void): () => void;
  /** At least 0, below 1. */
  chance(): number;
  /** Calls back whenever trying again at once is worth it: the network has returned, or the page is looked at again. The answer takes it back. */
  onGoodMoment(call: () => void): () => void;
  /** Calls back whenever the user turns to this page. The answer takes it back. */
  onFocus(call: () => void): () => void;
  /** Asks by HTTP; the cookies of the page go along. */
  fetch(url: string, request: RequestInit): Promise<Response>;
}

/** The part of a browser's WebSocket that is used. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** The browser's own world; also that of Node from version 22 on. */
export const browser: Surroundings = {
  open: (url, protocols) => new WebSocket(url, [...protocols]) as unknown as Socket,
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
  onGoodMoment: (call) => {
    if (typeof window === "undefined") return () => undefined;
    const looked = () => document.visibilityState === "visible" && call();
    window.addEventListener("online", call);
    document.addEventListener("visibilitychange", looked);
    return () => {
      window.removeEventListener("online", call);
      document.removeEventListener("visibilitychange", looked);
    };
  },
  onFocus: (call) => {
    if (typeof window === "undefined") return () => undefined;
    window.addEventListener("focus", call);
    return () => window.removeEventListener("focus", call);
  },
  fetch: (url, request) => fetch(url, { credentials: "include", ...request }),
};
