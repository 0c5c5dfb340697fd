import { editsOf, type Edit } from "@rollcall/client/redux";
import type { Json } from "@rollcall/client/meets";
import { withoutDrawn } from "../app/lifter.js";
import type { AppState } from "../app/shape.js";
import { liftingOut, platformName, type PlatformRole } from "./platformRole.js";

/** The part of a state that is the meet's, as objects by name. */
export const objectsOf = (state: AppState, role: PlatformRole): Map<string, unknown> => {
  const objects = new Map<string, unknown>();
  for (const [field, value] of Object.entries(state.meet)) if (value !== undefined) objects.set(`meet.${field}`, value);
  for (const entry of state.registration.entries) objects.set(`registration.entries[${entry.id}]`, withoutDrawn(entry));
  const lifting = liftingOut(role, state);
  if (lifting !== undefined && role.kind === "runs") objects.set(platformName(role.platform), lifting);
  return objects;
};

/** What the application's state was when it was last looked at, as text: OpenLifter changes lifters in place, so that references tell nothing. */
export class Snapshot {
  private texts = new Map<string, string>();

  /** Takes a state as it is; what made it so is nobody's edit. */
  see(objects: ReadonlyMap<string, unknown>): void {
    for (const name of [...this.texts.keys()]) if (name.startsWith("registration.") && !objects.has(name)) this.texts.delete(name);
    for (const [name, value] of objects) this.texts.set(name, JSON.stringify(value));
  }

  /** The smallest edits that lead from what was seen last to here; sees it. Lifters that came or went are whole, everything else is leaves. */
  editsTo(objects: ReadonlyMap<string, unknown>): readonly Edit[] {
    const edits: Edit[] = [];
    for (const [name, value] of objects) {
      const text = JSON.stringify(value);
      const was = this.texts.get(name);
      if (was === text) continue;
      this.texts.set(name, text);
      edits.push(...editsOf(name, was === undefined ? undefined : (JSON.parse(was) as Json), JSON.parse(text) as Json));
    }

    for (const name of [...this.texts.keys()]) {
      // Only lifters go; a field of the meet that is not there says nothing.
      if (!name.startsWith("registration.") || objects.has(name)) continue;
      this.texts.delete(name);
      edits.push({ key: name, isDeleted: true });
    }

    return edits;
  }

  /** Forgets one object, so that all of it goes out again. */
  forget(name: string): void {
    this.texts.delete(name);
  }
}
