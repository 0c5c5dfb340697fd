import type { Socket, Surroundings } from "../../src/line/surroundings.js";

/** A socket whose other end is the test. */
export class TestSocket implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readyState = 0;
  readonly said: unknown[] = [];
  closedWith: number | undefined;

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
  ) {}

  send(text: string): void {
    this.said.push(JSON.parse(text));
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  /** The server accepts. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.({} as never);
  }

  /** The server says something. */
  tell(message: unknown): void {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) } as never);
  }

  /** The line ends. */
  end(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason } as never);
  }
}

/** What was asked by HTTP. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: { readonly [name: string]: string };
}

/** What the test answers; nothing where the server cannot be reached. */
export type HttpAnswer = { readonly status: number; readonly body?: unknown; readonly headers?: { readonly [name: string]: string } } | undefined;

/** A world in which time stands still until the test moves it, and chance is what the test says. */
export class World implements Surroundings {
  readonly sockets: TestSocket[] = [];
  luck = 0;
  readonly requests: HttpRequest[] = [];
  /** The server's side of HTTP. */
  answer: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> = () => undefined;
  private time = 0;
  private readonly due = new Set<{ at: number; call: () => void }>();
  private readonly watchers = new Set<() => void>();
  private readonly focused = new Set<() => void>();

  open(url: string, protocols: readonly string[]): Socket {
    const socket = new TestSocket(url, protocols);
    this.sockets.push(socket);
    return socket;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, call: () => void): () => void {
    const one = { at: this.time + ms, call };
    this.due.add(one);
    return () => this.due.delete(one);
  }

  chance(): number {
    return this.luck;
  }

  onGoodMoment(call: () => void): () => void {
    this.watchers.add(call);
    return () => this.watchers.delete(call);
  }

  onFocus(call: () => void): () => void {
    this.focused.add(call);
    return () => this.focused.delete(call);
  }

  async fetch(url: string, { method, body, headers }: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(url);
    const request = { method: method ?? "GET", path: pathname + search, body: body === undefined || body === null ? undefined : (JSON.parse(String(body)) as unknown), headers: headers as { [name: string]: string } };
    this.requests.push(request);
    const answer = await this.answer(request);
    if (answer === undefined) throw new TypeError("the network is down");
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status, ...(answer.headers === undefined ? {} : { headers: { ...answer.headers } }) });
  }

  /** The user turns to this page. */
  focus(): void {
    for (const call of [...this.focused]) call();
  }

  /** The network returns. */
  goodMoment(): void {
    for (const call of [...this.watchers]) call();
  }

  get last(): TestSocket {
    return this.sockets.at(-1)!;
  }

  get alive(): number {
    return this.sockets.filter((one) => one.readyState < 2).length;
  }

  /** Lets time pass, timer by timer, and everything that waits for a promise go on in between. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    await settle();
    for (;;) {
      const next = [...this.due].filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.due.delete(next);
      this.time = next.at;
      next.call();
      await settle();
    }

    this.time = until;
  }
}

/** Lets all that waits for settled promises go on. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 60; i++) await Promise.resolve();
};
