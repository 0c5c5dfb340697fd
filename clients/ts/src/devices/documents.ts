import type { Json, SyncEvent } from "./messages.js";

/** Documents by collection and id. Never changed in place, so that a view can compare a collection by identity. */
export type Documents = ReadonlyMap<string, ReadonlyMap<string, Json>>;

export const noDocuments: Documents = new Map();

/** What some events, in order, make of the documents. Other types than the two of documents change nothing. */
export const foldAll = (documents: Documents, events: readonly SyncEvent[]): Documents => {
  const changed = new Map<string, Map<string, Json>>();
  const own = (collection: string): Map<string, Json> => {
    let copy = changed.get(collection);
    if (copy === undefined) changed.set(collection, (copy = new Map(documents.get(collection))));
    return copy;
  };
  for (const { type, payload } of events) {
    const [collection, id] = [payload["collection"], payload["id"]];
    if (typeof collection !== "string" || typeof id !== "string") continue;
    if (type === "document_set") own(collection).set(id, payload["value"] ?? null);
    else if (type === "document_deleted") own(collection).delete(id);
  }

  if (changed.size === 0) return documents;
  const all = new Map<string, ReadonlyMap<string, Json>>([...documents, ...changed]);
  for (const [collection, values] of changed) if (values.size === 0) all.delete(collection);
  return all;
};

/** One document as the server lists it. */
export interface ListedDocument {
  readonly collection: string;
  readonly id: string;
  readonly value: Json;
}

export const documentsOf = (listed: readonly ListedDocument[]): Documents =>
  foldAll(noDocuments, listed.map(({ collection, id, value }) => ({ seq: 0, type: "document_set", payload: { collection, id, value }, server_timestamp: 0 })));

export const listOf = (documents: Documents): ListedDocument[] =>
  [...documents].flatMap(([collection, values]) => [...values].map(([id, value]) => ({ collection, id, value })));
