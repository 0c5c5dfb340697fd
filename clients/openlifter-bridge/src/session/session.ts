import { Desk, InIndexedDb, type Imported, type Location, type Refused } from "@rollcall/client/meets";
import { Watched } from "@rollcall/client";
import type { PlatformRole } from "../sync/platformRole.js";
import type { Notes } from "./notes.js";
import { Tabs } from "./tabs.js";

/** How this browser stands with live meets.
 * - `starting`: it was in a meet, and goes back
 * - `apart`: it is in none
 * - `entering`: it makes or joins one
 * - `live`: it is in one, with or without contact
 * - `elsewhere`: another tab of this browser is */
export type Phase = "starting" | "apart" | "entering" | "live" | "elsewhere";

/** How a desk came to be in its meet: it went back to it, made or joined it, or took it over from another tab. */
export type Entry = "resumed" | "made" | "joined" | "tookOver";

export interface SessionTerms {
  /** The server, such as `https://meet.example.org`. */
  readonly server: string;
  readonly notes: Notes;
  /** The desk is in a meet now. */
  readonly entered: (desk: Desk, how: Entry) => void;
  /** The desk is in no meet any more, or not from this tab. */
  readonly left: () => void;
  readonly objects: (names: ReadonlySet<string>) => void;
  readonly lost: (refused: Refused) => void;
}

/** This browser's place in a meet, from making or joining it to leaving it, over reloads and tabs. Everything runs on the page's one thread. */
export class Session {
  private readonly watched = new Watched(() => ({}));
  private readonly keeping = new InIndexedDb("openlifter");
  private readonly tabs = new Tabs("rollcall-bridge", () => this.taken());
  private current: Phase = "apart";
  private held: Desk | undefined;

  constructor(private readonly terms: SessionTerms) {
    if (terms.notes.all.meetId !== undefined) this.current = "starting";
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  get phase(): Phase {
    return this.current;
  }

  /** The desk, while this tab has one. */
  get desk(): Desk | undefined {
    return this.held;
  }

  get role(): PlatformRole {
    return this.terms.notes.all.role ?? { kind: "neither" };
  }

  set role(role: PlatformRole) {
    this.terms.notes.note({ role });
    this.watched.tell();
  }

  /** Goes back to the meet this browser was in. */
  async start(): Promise<void> {
    if (this.current !== "starting") return;
    if (await this.tabs.claim()) await this.resume("resumed");
    else this.become("elsewhere");
  }

  /** Becomes the tab that is live. */
  async takeOver(): Promise<void> {
    this.become("starting");
    await this.tabs.takeOver();
    await this.resume("tookOver");
  }

  /** Makes a meet of what is here. Rejects with the server's reason. */
  make(request: { locationName: string; password: string; locations: readonly Location[]; createKey?: string }): Promise<void> {
    return this.enter("made", async (desk) => {
      await desk.create(request);
      this.terms.notes.note({ meetId: desk.meetId!, isUploading: true });
    });
  }

  /** Joins a meet; what is here gives way to it once it is there. Rejects with the server's reason. */
  join(request: { meetId: string; locationName: string; password: string }): Promise<void> {
    return this.enter("joined", async (desk) => {
      await desk.join(request);
      this.terms.notes.note({ meetId: desk.meetId! });
      await new Promise<void>((arrived) => {
        const look = (): void => {
          if (!desk.getSnapshot().inStep) return;
          stop();
          arrived();
        };
        const stop = desk.subscribe(look);
        look();
      });
    });
  }

  /** Comes in again under the same name: after the session has ended, or for further ids. What was done meanwhile still counts as this desk's. */
  async rejoin(password: string): Promise<void> {
    const desk = this.held!;
    await desk.join({ meetId: desk.meetId!, locationName: desk.locationName!, password });
    this.watched.tell();
  }

  /** Leaves for good: token and logs are dropped here, and the meet goes on for the others. */
  async leave(): Promise<void> {
    const desk = this.held;
    this.held = undefined;
    this.terms.notes.clear();
    this.terms.left();
    this.become("apart");
    await desk?.leave();
    this.tabs.release();
  }

  /** Makes the meet's content that of a file. */
  async replace(file: unknown): Promise<Imported> {
    return this.held!.importFile(file, true);
  }

  private async enter(how: "made" | "joined", come: (desk: Desk) => Promise<void>): Promise<void> {
    if (!(await this.tabs.claim())) {
      this.become("elsewhere");
      throw new Error("Another tab of this browser is live; close it, or take over from there.");
    }

    // Nothing of an earlier meet may stay below the new one.
    await this.keeping.clear();
    this.terms.notes.clear();
    const desk = this.open();
    this.become("entering");
    try {
      await come(desk);
    } catch (trouble) {
      await this.leave();
      throw trouble;
    }

    this.live(desk, how);
  }

  private async resume(how: Entry): Promise<void> {
    const desk = this.open();
    if (await desk.resume()) {
      this.live(desk, how);
    } else {
      this.terms.notes.clear();
      this.held = undefined;
      this.tabs.release();
      this.terms.left();
      this.become("apart");
    }
  }

  /** Another tab takes over: this one keeps nothing open. */
  private async taken(): Promise<void> {
    const desk = this.held;
    this.held = undefined;
    this.terms.left();
    this.become("elsewhere");
    await desk?.disconnect();
  }

  private open(): Desk {
    const desk: Desk = new Desk({ server: this.terms.server, keeping: this.keeping, lost: (refused) => this.terms.lost(refused) });
    desk.onObjects((names) => this.held === desk && this.current === "live" && this.terms.objects(names));
    desk.subscribe(() => this.held === desk && this.watched.tell());
    this.held = desk;
    return desk;
  }

  private live(desk: Desk, how: Entry): void {
    this.current = "live";
    this.terms.entered(desk, how);
    this.watched.tell();
  }

  private become(phase: Phase): void {
    this.current = phase;
    this.watched.tell();
  }
}
