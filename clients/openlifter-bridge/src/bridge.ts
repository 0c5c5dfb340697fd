import { objectOf, type Desk } from "@rollcall/client/meets";
import { Boxes } from "./app/boxes.js";
import type { Gate } from "./app/hook.js";
import type { AppAction, AppStore } from "./app/shape.js";
import { Inbox } from "./session/inbox.js";
import { Notes } from "./session/notes.js";
import { Overwrites } from "./session/overwrites.js";
import { Questions } from "./session/questions.js";
import { Session, type Entry } from "./session/session.js";
import { counted } from "./session/words.js";
import { Deletions } from "./sync/deletions.js";
import { nextEntryId } from "./sync/ids.js";
import { Incoming } from "./sync/incoming.js";
import { entryIdOf } from "./sync/keys.js";
import { platformName, type PlatformRole } from "./sync/platformRole.js";
import { objectsOf, Snapshot } from "./sync/snapshot.js";

/** OpenLifter's store on one side, a desk of a live meet on the other: what is done here goes out, what others do comes in, and what must not happen is stopped. */
export class Bridge implements Gate {
  readonly questions = new Questions();
  readonly session: Session;
  readonly inbox: Inbox;
  private readonly snapshot = new Snapshot();
  private readonly boxes: Boxes;
  private readonly incoming: Incoming;
  private readonly deletions: Deletions;
  private readonly overwrites: Overwrites;
  private readonly notes: Notes;
  private isReady = false;

  /** @param server the server, such as `https://meet.example.org`. */
  constructor(
    readonly server: string,
    readonly store: AppStore,
    page: Window,
  ) {
    this.notes = new Notes(page.localStorage);
    this.session = new Session({
      server,
      notes: this.notes,
      entered: (desk, how) => this.entered(desk, how),
      left: () => this.left(),
      objects: (names) => this.incoming.heard(names),
      lost: (refused) => this.inbox.lost(refused),
    });
    this.inbox = new Inbox(() => this.session.desk);
    this.boxes = new Boxes(page, () => this.incoming.drawWaiting());
    this.deletions = new Deletions({
      page,
      send: (names) => this.session.desk?.change(names.map((key) => ({ key, isDeleted: true as const }))),
      confirm: async (count) => (await this.questions.ask(removal(count))) === "remove",
      restore: (names) => this.incoming.heard(names),
    });
    this.incoming = new Incoming({
      store,
      page,
      content: () => (this.session.phase === "live" ? this.session.desk?.content : undefined),
      role: () => this.session.role,
      heldBack: (id) => this.deletions.holds(id),
      nextEntryId: (present) => (this.session.desk && nextEntryId(this.session.desk)) ?? present,
      seen: (state) => this.snapshot.see(objectsOf(state, this.session.role)),
    });
    this.overwrites = new Overwrites({ store, session: this.session, questions: this.questions, unsent: () => this.unsent });
    page.addEventListener("pagehide", () => this.deletions.flush());
    // The store tells by an action that what was kept is there; one that keeps nothing never will.
    page.setTimeout(() => this.lookWhetherReady());
  }

  /** How many changes made here have not reached the server: deletions that are asked about as well. */
  get unsent(): number {
    return (this.session.desk?.getSnapshot().pending ?? 0) + this.deletions.count;
  }

  admits(action: AppAction): boolean {
    const desk = this.session.desk;
    if (this.session.phase !== "live" || desk === undefined || this.incoming.isOwn(action)) return true;
    switch (action.type) {
      case "OVERWRITE_STORE":
        void this.overwrites.ask(action);
        return false;
      case "MERGE_PLATFORM":
        this.questions.tell("Merging platforms gives lifters new numbers, so it is refused while the meet is live. It is not needed: all desks have all platforms already.", true);
        return false;
      case "NEW_REGISTRATION":
        return this.hasFreshId(desk);
      default:
        return true;
    }
  }

  ran(action: AppAction | undefined): void {
    if (action !== undefined && this.incoming.isOwn(action)) return;
    if (!this.isReady) this.lookWhetherReady();
    else if (this.session.phase === "live") this.goOut();
  }

  /** What this desk is to the platforms. Who begins to run one says at once where it is; who follows one goes there. */
  setRole(role: PlatformRole): void {
    this.session.role = role;
    if (role.kind === "neither") return;
    this.snapshot.forget(platformName(role.platform));
    if (role.kind === "runs") this.goOut();
    else this.incoming.heard([platformName(role.platform)]);
  }

  private goOut(): void {
    const desk = this.session.desk!;
    const edits = this.snapshot.editsTo(objectsOf(this.store.getState(), this.session.role));
    if (edits.length === 0) return;
    if (this.boxes.isNothingTyped) {
      // Said by a box nobody typed into: what the meet has is shown again.
      this.incoming.heard(edits.map(({ key }) => objectOf(key)));
      this.incoming.redraw(edits.flatMap(({ key }) => entryIdOf(key) ?? []));
      return;
    }

    const gone = edits.filter((edit) => "isDeleted" in edit);
    const kept = edits.filter((edit) => !("isDeleted" in edit));
    for (const { key } of kept) {
      const id = entryIdOf(key);
      if (id === undefined) continue;
      this.deletions.returned(id);
      desk.usedEntryId(id);
    }

    if (gone.length > 0) this.deletions.deleted(gone.map(({ key }) => key));
    if (desk.change(kept) < kept.length) this.questions.tell("This meet is closed; what is changed here now stays in this browser.", true);
  }

  private entered(desk: Desk, how: Entry): void {
    const here = objectsOf(this.store.getState(), this.session.role);
    if (how === "made" || this.notes.all.isUploading === true) this.upload(desk, here);
    // Done while the page went back to its meet.
    else if (how === "resumed") desk.change(this.snapshot.editsTo(here).filter((edit) => !("isDeleted" in edit)));
    this.snapshot.see(here);
    this.incoming.heard(desk.content.names);
    this.incoming.heard([...here.keys()].filter((name) => name.startsWith("registration.")));
    this.incoming.now();
  }

  /** What is here becomes the meet's, as far as it is not on its way already; noted until it is, so that a page that is closed now goes on with it. */
  private upload(desk: Desk, here: ReadonlyMap<string, unknown>): void {
    const known = new Snapshot();
    known.see(new Map([...desk.content.names].flatMap((name) => (desk.content.object(name) === undefined ? [] : [[name, desk.content.object(name)]]))));
    desk.change(known.editsTo(here).filter((edit) => !("isDeleted" in edit)));
    const stop = desk.subscribe(() => {
      if (!desk.getSnapshot().inStep) return;
      stop();
      if (this.session.desk === desk) this.notes.note({ isUploading: false });
    });
  }

  private left(): void {
    this.deletions.clear();
    this.incoming.clear();
    this.inbox.clear();
  }

  private hasFreshId(desk: Desk): boolean {
    const id = nextEntryId(desk);
    if (id === null) {
      this.questions.tell("This desk has used all the lifter numbers it was given. Join again for more: Live, This desk.", true);
      return false;
    }

    if (this.store.getState().registration.nextEntryId !== id) this.incoming.beforeAction();
    return true;
  }

  private lookWhetherReady(): void {
    const state = this.store.getState();
    if (this.isReady || (state._persist !== undefined && state._persist.rehydrated !== true)) return;
    this.isReady = true;
    this.snapshot.see(objectsOf(state, this.session.role));
    void this.session.start();
  }
}

const removal = (count: number) => ({
  title: `Remove ${counted(count, "lifter")} for everyone?`,
  text: `${counted(count, "lifter")} were deleted here at once, as reading a file of registrations does. This removes ${counted(count, "lifter")} for everyone in the meet.`,
  choices: [
    { id: "remove", label: `Remove ${counted(count, "lifter")}`, kind: "danger" as const },
    { id: "keep", label: "Keep them" },
  ],
});
