const entryKey = /^registration\.entries\[(\d+)\](.*)$/;

/** The lifter a key is about, if it is about one. */
export const entryIdOf = (key: string): number | undefined => {
  const id = entryKey.exec(key)?.[1];
  return id === undefined ? undefined : Number(id);
};

/** The part of a lifter that a key means, such as `squatKg[0]`; empty for the whole one. */
export const partOf = (key: string): string => (entryKey.exec(key)?.[2] ?? "").replace(/^\./, "");

export const entryName = (id: number): string => `registration.entries[${id}]`;

/** The name of the object that a key is a part of: a field of the meet, a lifter, a platform. */
export const objectOf = (key: string): string => key.replace(/^(meet\.\w+|registration\.entries\[\d+\]|lifting\.platforms\[\d+\]).*$/, "$1");
