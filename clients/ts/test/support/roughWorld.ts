import { WebSocket } from "ws";
import type { Socket, Surroundings } from "../../src/line/surroundings.js";

/** The real network and the real clock, with a cable that can be pulled and waits that are shortened. */
export class RoughWorld implements Surroundings {
  private socket: WebSocket | undefined;
  isUnplugged = false;

  constructor(
    readonly chance: () => number,
    private readonly haste = 20,
    /** What goes along with every upgrade and every request, such as a session. */
    private readonly headers: { readonly [name: string]: string } = {},
  ) {}

  open(url: string, protocols: readonly string[]): Socket {
    const socket = new WebSocket(this.isUnplugged ? "ws://127.0.0.1:1/" : url, [...protocols], { headers: this.headers });
    this.socket = socket;
    return socket as unknown as Socket;
  }

  now(): number {
    return performance.now();
  }

  after(ms: number, call: () => void): () => void {
    // What the server asks for and what is waited for in vain shrinks alike; only a greeting has its full time.
    const timer = setTimeout(call, ms === 10_000 ? ms : ms / this.haste);
    return () => clearTimeout(timer);
  }

  onGoodMoment(): () => void {
    return () => undefined;
  }

  onFocus(): () => void {
    return () => undefined;
  }

  async fetch(url: string, request: RequestInit): Promise<Response> {
    if (this.isUnplugged) throw new TypeError("the cable is pulled");
    const response = await fetch(url, { ...request, headers: { ...this.headers, ...(request.headers as { [name: string]: string }) } });
    // The answer may be lost although the server has done it.
    if (this.isUnplugged) throw new TypeError("the cable is pulled");
    return response;
  }

  /** Pulls the cable: what is under way in either direction is gone. */
  unplug(): void {
    this.isUnplugged = true;
    this.socket?.terminate();
  }

  plugIn(): void {
    this.isUnplugged = false;
  }
}

/** Chance that can be had again: mulberry32. */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
