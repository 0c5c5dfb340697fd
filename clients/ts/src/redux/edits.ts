import type { Edit, Json } from "../meets/index.js";

export type { Edit };

const attemptLists = new Set(["squatKg", "benchKg", "deadliftKg", "squatStatus", "benchStatus", "deadliftStatus"]);

/** The edits that make one object out of another: the smallest there are, so that two desks that change two fields of a lifter do not collide.
 * @param name the object's name, such as `registration.entries[10007]` or `meet.name`. */
export const editsOf = (name: string, before: Json | undefined, after: Json | undefined): readonly Edit[] => {
  if (isSame(before, after)) return [];
  if (after === undefined) return [{ key: name, isDeleted: true }];
  // A field of the meet is one value. Platforms are only ever said in parts.
  if (!isObject(after) || name.startsWith("meet.") || (before === undefined && name.startsWith("registration."))) return [{ key: name, value: after }];
  return fieldEdits(name, isObject(before) ? before : {}, after);
};

const fieldEdits = (name: string, before: JsonObject, after: JsonObject): readonly Edit[] => {
  const gone = Object.keys(before).filter((field) => after[field] === undefined);
  // A field of a lifter cannot be deleted, only the lifter as a whole be set anew.
  if (gone.length > 0 && name.startsWith("registration.")) return [{ key: name, value: after }];
  const deleted = name.startsWith("live.") ? gone.map((field) => ({ key: `${name}.${field}`, isDeleted: true as const })) : [];
  const set = Object.entries(after).flatMap(([field, value]) => {
    const key = `${name}.${field}`;
    const was = before[field];
    if (isSame(was, value)) return [];
    if (attemptLists.has(field) && Array.isArray(value) && Array.isArray(was) && was.length === value.length) {
      return value.flatMap((slot, place) => (isSame(was[place], slot) ? [] : [{ key: `${key}[${place}]`, value: slot }]));
    }

    // Each referee has a key of their own, so that three devices never collide.
    if (field === "lights" && isObject(value)) return Object.entries(value).flatMap(([who, light]) => (isSame((isObject(was) ? was : {})[who], light) ? [] : [{ key: `${key}.${who}`, value: light }]));
    return [{ key, value }];
  });
  return [...deleted, ...set];
};

type JsonObject = { [name: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values are the same JSON: objects without regard to order, and a field that is undefined is not there. */
export const isSame = (one: Json | undefined, other: Json | undefined): boolean => {
  if (Object.is(one, other) || one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, place) => isSame(value, other[place]));
  if (!isObject(one) || !isObject(other)) return false;
  for (const name in one) if (!isSame(one[name], other[name])) return false;
  for (const name in other) if (one[name] === undefined && other[name] !== undefined) return false;
  return true;
};
