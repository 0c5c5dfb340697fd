import { webAddress } from "./addresses.js";
import { browser, type Surroundings } from "./surroundings.js";

/** The server's no to a request: a stable code and a sentence. */
export class Refusal extends Error {
  constructor(
    /** The HTTP status; 0 where it came by WebSocket. */
    readonly status: number,
    readonly code: string,
    sentence: string,
    /** After how long the same may be asked again, in milliseconds; undefined where the server named no time. */
    readonly retryAfterMs?: number,
    /** All that the server said, such as `field` or `until`. */
    readonly details: { readonly [name: string]: unknown } = {},
  ) {
    super(sentence);
  }
}

export interface HttpOptions {
  /** The server, such as `https://here.example.org`; the page's own if left out. */
  readonly server?: string;
  /** A session token, where there is no cookie. */
  readonly token?: string | (() => string | undefined);
  readonly around?: Surroundings;
}

/** Asks a server by HTTP in JSON. */
export class Http {
  constructor(private readonly options: HttpOptions = {}) {}

  /** The answer, null where there is none. Rejects with a {@link Refusal} where the server says no, with another error where it cannot be reached. */
  async ask<Answer>(method: string, path: string, body?: unknown, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
    const text = await this.text(method, path, body === undefined ? undefined : JSON.stringify(body), headers);
    return (text === "" ? null : JSON.parse(text)) as Answer;
  }

  /** The same for what is no JSON, or is JSON already: the body goes out, and the answer comes back, as it is. */
  async text(method: string, path: string, body?: string, headers: { readonly [name: string]: string } = {}): Promise<string> {
    const { server, token, around = browser } = this.options;
    const session = typeof token === "function" ? token() : token;
    const response = await around.fetch(webAddress(server, path), {
      method,
      headers: {
        ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw refusalOf(response, text);
    return text;
  }
}

/** What an answer that is not 2xx says. */
export const refusalOf = (response: Response, text: string): Refusal => {
  const said = fieldsOf(text);
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const exactly = said["retry_after_ms"];
  const waitMs = typeof exactly === "number" ? exactly : Number.isFinite(seconds) ? seconds * 1_000 : undefined;
  const { code, detail } = said;
  return new Refusal(response.status, typeof code === "string" ? code : "unknown", typeof detail === "string" ? detail : `The server answered ${response.status}.`, waitMs, said);
};

/** A proxy in between may answer in HTML; then there are no fields. */
const fieldsOf = (text: string): { readonly [name: string]: unknown } => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as { [name: string]: unknown }) : {};
  } catch {
    return {};
  }
};

/** Whether the same request may succeed later, unchanged: the server was not reached, is too busy, or has trouble of its own. */
export const isPassing = (trouble: unknown): boolean => !(trouble instanceof Refusal) || trouble.status === 429 || trouble.status >= 500;
