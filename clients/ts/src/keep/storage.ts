/** Where a client keeps what a reload must not lose: named JSON values. */
export interface Storage {
  /** All values whose names begin so, by name in ascending order. */
  list(prefix: string): Promise<readonly (readonly [name: string, value: unknown])[]>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Keeps nothing beyond the page. */
export const inMemory = (): Storage => {
  const values = new Map<string, string>();
  return {
    list: (prefix) => Promise.resolve(startingWith(prefix, values.keys()).map((name) => [name, JSON.parse(values.get(name)!) as unknown] as const)),
    set: (name, value) => Promise.resolve(void values.set(name, JSON.stringify(value))),
    delete: (name) => Promise.resolve(void values.delete(name)),
  };
};

/** Keeps in the browser's localStorage, under names that begin with `rollcall/`. It holds about 5 MB for a whole site. */
export const inLocalStorage = (): Storage => {
  const own = "rollcall/";
  return {
    // Promises, so that a storage that is full or forbidden is a rejection and never a throw.
    list: (prefix) =>
      later(() => {
        const names = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place)!);
        return startingWith(own + prefix, names).map((name) => [name.slice(own.length), JSON.parse(localStorage.getItem(name)!) as unknown] as const);
      }),
    set: (name, value) => later(() => localStorage.setItem(own + name, JSON.stringify(value))),
    delete: (name) => later(() => localStorage.removeItem(own + name)),
  };
};

const startingWith = (prefix: string, names: Iterable<string>): string[] => [...names].filter((name) => name.startsWith(prefix)).sort();

const later = <Value>(call: () => Value): Promise<Value> => new Promise((resolve) => resolve(call()));
