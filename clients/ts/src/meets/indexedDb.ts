import type { Change, Keeping, Kept, Pending, Seat } from "./keeping.js";
import type { Item } from "./messages.js";

const version = 1;
const stores = ["seat", "pending", "canonical"] as const;

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave up keeping the meet"));
  });

const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Keeps a desk in the browser's IndexedDB: a reload, or a crash of the browser, loses nothing. */
export class InIndexedDb implements Keeping {
  private opened: Promise<IDBDatabase> | undefined;

  /** @param name names the desk in this browser, such as the meet id and the location; one page uses it at a time. */
  constructor(private readonly name: string) {}

  async load(): Promise<Kept | undefined> {
    const reading = (await this.open()).transaction(stores);
    const [seat, pending, canonical] = await Promise.all([
      answer<Seat | undefined>(reading.objectStore("seat").get("seat")),
      answer<Pending[]>(reading.objectStore("pending").getAll()),
      answer<Item[]>(reading.objectStore("canonical").getAll()),
    ]);
    return seat && { seat, pending, canonical };
  }

  async save(change: Change): Promise<void> {
    const writing = (await this.open()).transaction(stores, "readwrite", { durability: "strict" });
    const finished = done(writing);
    const canonical = writing.objectStore("canonical");
    if (change.seat) writing.objectStore("seat").put(change.seat, "seat");
    if (change.dropsCanonical) canonical.clear();
    put(writing.objectStore("pending"), change.pending);
    put(canonical, change.canonical);
    await finished;
  }

  async clear(): Promise<void> {
    const writing = (await this.open()).transaction(stores, "readwrite");
    const finished = done(writing);
    for (const name of stores) writing.objectStore(name).clear();
    await finished;
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(`rollcall meet ${this.name}`, version);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("seat");
        request.result.createObjectStore("pending", { keyPath: "localSeqNum" });
        request.result.createObjectStore("canonical", { keyPath: "updateKey" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return this.opened;
  }
}

const put = <Value>(into: IDBObjectStore, changes: ReadonlyMap<IDBValidKey, Value | null>): void => {
  for (const [key, value] of changes) {
    if (value === null) into.delete(key);
    else into.put(value);
  }
};
