import { contains, objectOf } from "./keys.js";
import type { Item } from "./messages.js";

/** What the server has numbered: key to standing item. Only keys of one object can lie in one another, so they are looked for there only. */
export class Canonical {
  private readonly objects = new Map<string, Map<string, Item>>();
  private readonly numbers = new Set<number>();

  /** All items, in no order. */
  *items(): Iterable<Item> {
    for (const object of this.objects.values()) yield* object.values();
  }

  /** The items of one object, the oldest first. */
  of(object: string): Item[] {
    return [...(this.objects.get(object)?.values() ?? [])].sort((a, b) => a.serverSeqNum - b.serverSeqNum);
  }

  /** The objects there is something about. */
  get names(): Iterable<string> {
    return this.objects.keys();
  }

  get(key: string): Item | undefined {
    return this.objects.get(objectOf(key))?.get(key);
  }

  /** Whether the update of that number is held. */
  holds(number: number): boolean {
    return this.numbers.has(number);
  }

  clear(): void {
    this.objects.clear();
    this.numbers.clear();
  }

  /** Takes in an item: one older than what is there at its key or around it changes nothing; a whole object or a deletion removes older ones below.
   * Answers what changed, or nothing. */
  take(item: Item): { readonly put: Item; readonly removed: readonly string[] } | undefined {
    const name = objectOf(item.updateKey);
    let object = this.objects.get(name);
    if (object === undefined) this.objects.set(name, (object = new Map<string, Item>()));
    for (const held of object.values()) {
      if (held.serverSeqNum > item.serverSeqNum && (held.updateKey === item.updateKey || contains(held.updateKey, item.updateKey))) return undefined;
    }

    const removed = [...object.values()].filter((held) => held.serverSeqNum < item.serverSeqNum && contains(item.updateKey, held.updateKey));
    for (const below of removed) {
      object.delete(below.updateKey);
      this.numbers.delete(below.serverSeqNum);
    }

    const before = object.get(item.updateKey);
    if (before !== undefined) this.numbers.delete(before.serverSeqNum);
    object.set(item.updateKey, item);
    this.numbers.add(item.serverSeqNum);
    return { put: item, removed: removed.map((below) => below.updateKey) };
  }
}
