/** Whether `outer` is a proper prefix of `inner` at a dot or a bracket. */
export const contains = (outer: string, inner: string): boolean =>
  inner.length > outer.length && (inner[outer.length] === "." || inner[outer.length] === "[") && inner.startsWith(outer);

/** Whether two keys are the same object in the conflict rule: equal, or one contains the other. */
export const meet = (one: string, other: string): boolean => one === other || contains(one, other) || contains(other, one);

const objectShape = /^(registration\.entries\[\d+\]|lifting\.platforms\[\d+\]|live\.platforms\[\d+\]|meet\.[A-Za-z][A-Za-z0-9_]*)/;

/** The object that a key is, or is part of: an entry, a platform, a field of the meet. */
export const objectOf = (key: string): string => objectShape.exec(key)?.[1] ?? key;

/** The steps from an object to what lies below it: `.squatKg[0]` gives `["squatKg", 0]`. */
export const stepsBelow = (object: string, key: string): (string | number)[] =>
  [...key.slice(object.length).matchAll(/\.([A-Za-z][A-Za-z0-9_]*)|\[(\d+)\]/g)].map((step) => step[1] ?? Number(step[2]));
