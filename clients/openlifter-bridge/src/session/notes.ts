import type { PlatformRole } from "../sync/platformRole.js";

/** What the bridge must know before the desk's own memory is read. */
export interface Noted {
  /** The meet this browser is in. */
  readonly meetId?: string;
  /** Whether the content that was here before the meet was made is not on its way yet. */
  readonly isUploading?: boolean;
  readonly role?: PlatformRole;
}

const place = "rollcall-bridge";

/** A few notes in local storage, beside OpenLifter's own and never in it. */
export class Notes {
  constructor(private readonly storage: Storage) {}

  get all(): Noted {
    try {
      return JSON.parse(this.storage.getItem(place) ?? "{}") as Noted;
    } catch {
      // Somebody else wrote there; then nothing is noted.
      return {};
    }
  }

  note(more: Noted): void {
    this.storage.setItem(place, JSON.stringify({ ...this.all, ...more }));
  }

  clear(): void {
    this.storage.removeItem(place);
  }
}
