import { copyOf } from "./json.js";
import { objectOf, stepsBelow } from "./keys.js";
import type { Memory } from "./memory.js";
import type { Json, Said } from "./messages.js";

export type Entry = { [name: string]: Json } & { id: number };

/** What the user sees: what the server has numbered, with the own updates that are not answered on top, as values of whole objects.
 * An object is put together again only when something about it has changed, and is a new one then, so that views can compare by identity. */
export class Content {
  private readonly seen = new Map<string, Json | undefined>();
  private ids: readonly number[] = [];
  private areIdsKnown = false;

  constructor(private readonly memory: Memory) {}

  /** The names of all objects there is, or was, something about. */
  get names(): ReadonlySet<string> {
    return new Set([...this.memory.canonical.names, ...[...this.memory.pending.values()].map((update) => objectOf(update.updateKey))]);
  }

  /** The value of an object (an entry, a field of the meet, a platform), or undefined where there is none. */
  object(name: string): Json | undefined {
    if (!this.seen.has(name)) this.seen.set(name, this.assemble(name));
    return this.seen.get(name);
  }

  entry(id: number): Entry | undefined {
    return this.object(`registration.entries[${id}]`) as Entry | undefined;
  }

  /** The ids of all entries, ascending; the same list until an entry comes or goes. */
  get entryIds(): readonly number[] {
    if (this.areIdsKnown) return this.ids;
    this.areIdsKnown = true;
    const ids = [...this.names]
      .map((name) => /^registration\.entries\[(\d+)\]$/.exec(name)?.[1])
      .filter((id) => id !== undefined)
      .map(Number)
      .filter((id) => this.entry(id) !== undefined)
      .sort((a, b) => a - b);
    if (ids.length !== this.ids.length || ids.some((id, place) => id !== this.ids[place])) this.ids = ids;
    return this.ids;
  }

  /** A field of the meet, such as `name`. */
  field(name: string): Json | undefined {
    return this.object(`meet.${name}`);
  }

  /** What a platform is at (`lifting`), or what is of the moment there (`live`). */
  platform(number: number, of: "lifting" | "live" = "lifting"): { readonly [name: string]: Json } {
    return (this.object(`${of}.platforms[${number}]`) as { [name: string]: Json } | undefined) ?? {};
  }

  /** Forgets what may have changed; answers the names of the objects. */
  forget(keys: Iterable<string>): ReadonlySet<string> {
    const names = new Set([...keys].map(objectOf));
    for (const name of names) {
      this.seen.delete(name);
      if (name.startsWith("registration.")) this.areIdsKnown = false;
    }

    return names;
  }

  private assemble(name: string): Json | undefined {
    const isPart = name.includes("platforms[");
    let value: Json | undefined;
    const apply = (key: string, said: Said): void => {
      const steps = stepsBelow(name, key);
      if (steps.length === 0) value = "delete" in said ? undefined : copyOf(said.updateValue);
      // A field of an entry that is not there says nothing; platforms are only ever said in parts.
      else if (value !== undefined || isPart) value = replaced(value ?? {}, steps, said);
    };
    for (const item of this.memory.canonical.of(name)) apply(item.updateKey, item);
    for (const update of this.memory.pending.values()) {
      if (objectOf(update.updateKey) === name) apply(update.updateKey, update);
    }

    return value;
  }
}

const slots = 5;

const replaced = (whole: Json, steps: readonly (string | number)[], said: Said): Json => {
  const [step, ...rest] = steps;
  if (step === undefined) return "delete" in said ? null : copyOf(said.updateValue);
  if (typeof step === "number") {
    // A slot of a list that does not exist makes the list, filled with 0.
    const list = Array.isArray(whole) ? [...whole] : Array<Json>(slots).fill(0);
    while (list.length <= step) list.push(0);
    list[step] = replaced(list[step]!, rest, said);
    return list;
  }

  const object = { ...(isObject(whole) ? whole : {}) };
  if (rest.length === 0 && "delete" in said) delete object[step];
  else object[step] = replaced(object[step] ?? {}, rest, said);
  return object;
};

const isObject = (value: Json): value is { [name: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);
