import type { Conflict, FromServer, Location, Presence } from "./messages.js";
import type { PlatformView } from "./views.js";

/** What a desk was last told of its meet beside the content: who is there, what is in conflict, what the platforms show. */
export class News {
  private readonly told = new Map<number, Conflict>();

  /** The locations of the meet, where this desk may know them. */
  locations: readonly Location[] = [];
  presence: Presence | undefined;
  /** What the server computes for each platform that is watched. */
  platforms: ReadonlyMap<number, PlatformView> = new Map();
  /** Another text whenever the standings may have changed. */
  standingsAt = "";

  /** Conflicts that nobody has settled, the oldest first. */
  get conflicts(): readonly Conflict[] {
    return [...this.told.values()].filter((one) => one.state === "open").sort((a, b) => a.conflictId - b.conflictId);
  }

  /** A connection that watches conflicts is told all open ones; one that is not among them was settled meanwhile. */
  forgetConflicts(): void {
    this.told.clear();
  }

  hear(message: FromServer): void {
    switch (message.type) {
      case "MeetCreated":
      case "MeetJoined":
        this.locations = message.payload.locations ?? [];
        break;
      case "MeetManaged":
        this.locations = message.payload.locations;
        break;
      case "ConflictNotice":
        for (const conflict of message.payload.conflicts) this.told.set(conflict.conflictId, conflict);
        break;
      case "Presence":
        this.presence = message.payload;
        break;
      case "PlatformView":
        this.platforms = new Map([...this.platforms, [message.payload.platform, message.payload]]);
        break;
      case "StandingsChanged":
        this.standingsAt = `${message.payload.epoch}-${message.payload.serverSeq}`;
        break;
      default:
        break;
    }
  }
}
