import type { Storage } from "./storage.js";

const store = "values";

/** Keeps in the browser's IndexedDB, for what is too much for localStorage. */
export const inIndexedDb = (name = "rollcall"): Storage => {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () =>
    (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }));
  const change = async (how: (values: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await open()).transaction(store, "readwrite", { durability: "strict" });
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave up keeping it"));
      how(transaction.objectStore(store));
    });
  };
  return {
    async list(prefix) {
      const cursor = (await open()).transaction(store).objectStore(store).openCursor(IDBKeyRange.lowerBound(prefix));
      return new Promise((resolve, reject) => {
        const found: (readonly [string, unknown])[] = [];
        cursor.onerror = () => reject(cursor.error);
        cursor.onsuccess = () => {
          const at = cursor.result;
          // Names come in ascending order, so the first that begins otherwise is behind all that begin so.
          if (at === null || !String(at.key).startsWith(prefix)) resolve(found);
          else {
            found.push([String(at.key), at.value as unknown]);
            at.continue();
          }
        };
      });
    },
    set: (key, value) => change((values) => values.put(value, key)),
    delete: (key) => change((values) => values.delete(key)),
  };
};
