import { soundly } from "../line/watched.js";

export type Handler = (type: string, payload: unknown) => void;

/** Who hears which messages, by the part of their type before the first dot. */
export class Handlers {
  private readonly byPrefix = new Map<string, Set<Handler>>();

  /** Several per prefix are allowed. The answer takes it back. */
  add(prefix: string, handler: Handler): () => void {
    // A function of its own, so that the same one registered twice is undone one by one.
    const one: Handler = (type, payload) => handler(type, payload);
    const handlers = this.byPrefix.get(prefix) ?? new Set();
    this.byPrefix.set(prefix, handlers.add(one));
    return () => handlers.delete(one);
  }

  /** Hands a message on; false if nobody is there for it. A handler that throws is reported and stops nobody else. */
  handle(type: string, payload: unknown): boolean {
    const handlers = [...(this.byPrefix.get(type.split(".", 1)[0]!) ?? [])];
    for (const handler of handlers) soundly(() => handler(type, payload));
    return handlers.length > 0;
  }
}
