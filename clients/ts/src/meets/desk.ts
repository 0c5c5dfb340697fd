import { Line } from "../line/line.js";
import type { LineStatus } from "../line/lineStatus.js";
import { socketAddress } from "../line/addresses.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import { ClockOffset } from "./clockOffset.js";
import { Content, type Entry } from "./content.js";
import { InMemory, type Keeping, type Pending } from "./keeping.js";
import { Memory, says, type Refused } from "./memory.js";
import { pace } from "./pace.js";
import type { Conflict, FromServer, Item, Joined, Json, Location, Presence, Published, Rejection, Role, Said } from "./messages.js";

const mostInBatch = 500;
const mostUnanswered = 2_000;

/** How a desk stands with its meet. */
export interface DeskStatus {
  readonly line: LineStatus;
  /** Whether everything it did is answered and it has been told everything there is. */
  readonly inStep: boolean;
  /** How many of its updates are not answered for good. */
  readonly pending: number;
  /** What is needed before it can go on: a password, because the session has ended; nothing else if null. */
  readonly needs: "password" | null;
  /** What the server said of the meet as a whole, such as that it is being recovered. */
  readonly notice: string | null;
  /** Whether the meet is closed for good. */
  readonly finished: boolean;
  /** Why the browser could not keep what was done; null while it can. */
  readonly notKept: string | null;
}

export interface DeskOptions {
  /** The server, such as `https://meet.example.org`; the page's own if left out. */
  readonly server?: string;
  /** Where the desk keeps what it must not lose; memory only if left out. */
  readonly keeping?: Keeping;
  /** What it listens to; updates, presence and conflicts if left out. */
  readonly watch?: readonly string[];
  readonly around?: Surroundings;
  /** Called after every change, with the names of the objects that changed. */
  readonly changed?: (objects: ReadonlySet<string>) => void;
  /** An own update lost. */
  readonly lost?: (refused: Refused) => void;
  /** An update of somebody else overruled one of one's own. */
  readonly overruled?: (by: Item, numbers: readonly number[]) => void;
}

/** The server's no to a request. */
export class MeetRefusal extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.reason);
  }
}

/** A desk of a meet: it goes on working without a line, comes back by itself, merges, and gives a server back what it lost. */
export class Desk implements Watchable<DeskStatus> {
  private readonly options: Required<Pick<DeskOptions, "watch" | "around" | "keeping">> & DeskOptions;
  private readonly line: Line;
  private readonly clock = new ClockOffset();
  private memory = new Memory();
  private kept: Promise<void> = Promise.resolve();
  private entering: { message: unknown; settle: Settle<Joined> } | undefined;
  private readonly waiting: { name: string; message: unknown; settle: Settle<unknown> }[] = [];
  private pulls = 0;
  private mayUpdate = false;
  private following = false;
  private stopRetry: (() => void) | undefined;
  private stopPing: (() => void) | undefined;
  private needs: DeskStatus["needs"] = null;
  private notice: string | null = null;
  private closed = false;
  private notKept: string | null = null;
  private locations: readonly Location[] = [];
  private whoIsThere: Presence | undefined;
  private readonly openConflicts = new Map<number, Conflict>();
  private readonly watched = new Watched<DeskStatus>(() => this.status);
  private readonly objectListeners = new Set<(objects: ReadonlySet<string>) => void>();

  /** What the user sees. */
  content: Content = new Content(this.memory);

  constructor(options: DeskOptions = {}) {
    this.options = { ...options, watch: options.watch ?? ["updates", "presence", "conflicts"], around: options.around ?? browser, keeping: options.keeping ?? new InMemory() };
    this.line = new Line(
      {
        address: () => socketAddress(this.options.server, "/ws"),
        hear: (message) => this.hear(message as FromServer),
        changed: (status) => this.lineChanged(status),
        ping: () => this.clock.ask(this.options.around.now()),
        isFinal: (code) => code === 1000 || code === 4505 || code === 4506,
        pace,
        answerMs: 15_000,
        opened: () => this.greet(),
      },
      this.options.around,
    );
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): DeskStatus => this.watched.getSnapshot();

  /** Calls back with the names of the objects whose values may have changed. The answer takes it back. */
  onObjects(heard: (objects: ReadonlySet<string>) => void): () => void {
    const listener = (objects: ReadonlySet<string>) => heard(objects);
    this.objectListeners.add(listener);
    return () => this.objectListeners.delete(listener);
  }

  get status(): DeskStatus {
    return {
      line: this.line.status,
      inStep: this.following && this.memory.pending.size === 0,
      pending: this.memory.pending.size,
      needs: this.needs,
      notice: this.notice,
      finished: this.closed,
      notKept: this.notKept,
    };
  }

  get meetId(): string | undefined {
    return this.memory.seat?.meetId;
  }

  get viewToken(): string | undefined {
    return this.memory.seat?.viewToken;
  }

  get role(): Role | undefined {
    return this.memory.seat?.role;
  }

  get locationName(): string | undefined {
    return this.memory.seat?.locationName;
  }

  /** The locations of the meet, where this desk may know them. */
  get listedLocations(): readonly Location[] {
    return this.locations;
  }

  get presence(): Presence | undefined {
    return this.whoIsThere;
  }

  /** Conflicts that nobody has settled, the oldest first. */
  get conflicts(): readonly Conflict[] {
    return [...this.openConflicts.values()].filter((one) => one.state === "open").sort((a, b) => a.conflictId - b.conflictId);
  }

  /** Server time now, in milliseconds since 1970, as far as it is known. */
  get serverNow(): number {
    return this.clock.serverTime(this.options.around.now());
  }

  /** Goes on from what was kept, if anything was; false where nothing was. */
  async resume(): Promise<boolean> {
    const kept = await this.options.keeping.load();
    if (kept === undefined) return false;
    this.remember(new Memory(kept));
    this.line.connect();
    return true;
  }

  /** Makes a meet; this desk is one of its directors. Rejects with a {@link MeetRefusal}. */
  create(request: { locationName: string; password: string; locations: readonly Location[]; createKey?: string; restore?: { meetId: string; epoch: string; sessionToken?: string } }): Promise<Joined> {
    const { locationName, ...rest } = request;
    return this.enter({ type: "CreateMeet", payload: { ...rest, thisLocationName: locationName, watch: this.options.watch } });
  }

  /** Joins a meet. Also after the session has ended: what was done meanwhile still counts as this desk's own. Rejects with a {@link MeetRefusal}. */
  join(request: { meetId: string; password: string; locationName?: string; readOnly?: boolean }): Promise<Joined> {
    const previous = this.memory.seat?.token;
    return this.enter({ type: "JoinMeet", payload: { ...request, watch: this.options.watch, ...(previous === undefined ? {} : { previousSessionToken: previous }) } });
  }

  /** Leaves: the line is closed, everything stays kept once the promise resolves. */
  disconnect(): Promise<void> {
    this.line.disconnect();
    return this.kept;
  }

  connect(): void {
    if (this.memory.seat !== undefined) this.line.connect();
  }

  /** Leaves the meet for good and forgets it here. */
  async leave(): Promise<void> {
    await this.disconnect();
    await this.options.keeping.clear();
    this.remember(new Memory());
  }

  /** Sets a key to a value; false where it is not kept because it is only of the moment and there is no line. */
  set(key: string, value: Json): boolean {
    return this.edit(key, { updateValue: value });
  }

  delete(key: string): boolean {
    return this.edit(key, { delete: true });
  }

  /** Adds a lifter under an id that no other desk can make; null where this desk has no ids left. */
  addEntry(entry: { readonly [name: string]: Json }): number | null {
    const id = this.memory.freshEntryId();
    if (id !== null) this.edit(`registration.entries[${id}]`, { updateValue: { ...entry, id } });
    return id;
  }

  entry(id: number): Entry | undefined {
    return this.content.entry(id);
  }

  /** Settles a conflict; the losing values are applied, or stay lost. */
  settle(conflictId: number, action: "apply" | "dismiss"): Promise<void> {
    return this.request("SettleConflict", { conflictId, action });
  }

  /** Closes the meet and files its results; with `dryRun` only says what would be. */
  publish(request: { returnEmail: string; oplCsv?: string; dryRun?: boolean }): Promise<Published> {
    return this.request("PublishMeet", request);
  }

  manage(request: { locations?: readonly Location[]; password?: string; endSessions?: readonly string[] | "others"; newViewToken?: true }): Promise<{ viewToken: string; sessionsEnded: number }> {
    return this.request("ManageMeet", request);
  }

  private enter(message: unknown): Promise<Joined> {
    return new Promise((resolve, reject) => {
      this.entering?.settle.reject(new Error("another request to come in took its place"));
      this.entering = { message, settle: { resolve, reject } };
      if (this.line.status.state === "connected") this.line.send(message);
      else this.line.connect();
    });
  }

  private request<Answer>(name: string, payload: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const message = { type: name, payload: { sessionToken: this.memory.seat?.token, ...payload } };
      if (!this.following || !this.line.send(message)) {
        reject(new Error("there is no connection just now"));
        return;
      }

      this.waiting.push({ name, message, settle: { resolve: resolve as (value: unknown) => void, reject } });
    });
  }

  private edit(key: string, said: Said): boolean {
    if (this.closed || (key.startsWith("live.") && this.line.status.state !== "connected")) return false;
    const update = this.memory.edit(key, said);
    this.keep();
    this.tell();
    if (this.mayUpdate && this.memory.pending.size <= mostUnanswered) this.sayUpdates([update]);
    return true;
  }

  /** The socket is open: whoever is expected says who they are. */
  private greet(): void {
    if (this.entering !== undefined) this.line.introduce(this.entering.message);
    else this.pull();
  }

  private lineChanged(status: LineStatus): void {
    if (status.state !== "connected") {
      [this.mayUpdate, this.following, this.pulls] = [false, false, 0];
      this.stopRetry?.();
      this.stopPing?.();
      [this.stopRetry, this.stopPing] = [undefined, undefined];
      for (const one of this.waiting.splice(0)) one.settle.reject(new Error("the connection was lost before the answer came"));
    } else {
      this.keepTime();
    }

    this.tell();
  }

  private hear(message: FromServer): boolean {
    switch (message.type) {
      case "MeetCreated":
      case "MeetJoined":
        this.hasJoined(message.payload);
        break;
      case "JoinRejected":
        this.notLetIn(message.payload);
        break;
      case "RequestRejected":
        this.rejected(message.payload);
        break;
      case "ServerPull":
        this.takePage(message.payload);
        break;
      case "UpdateRelay":
        this.takeItems(message.payload.updatesRelayed);
        this.told(message.payload.lastServerSeq);
        break;
      case "UpdateAck":
        for (const { localSeqNum, serverSeqNum } of message.payload.updateAcks) this.memory.acked(localSeqNum, serverSeqNum, message.payload.lastServerSeq !== null);
        this.told(message.payload.lastServerSeq);
        break;
      case "UpdateRejected":
        for (const one of message.payload.updatesRejected) {
          if (one.code === "MEET_FINISHED") this.closed = true;
          else this.hasLost(this.memory.refused(one.localSeqNum, one.code, one.reason, one.standing));
        }

        this.told(message.payload.lastServerSeq);
        break;
      case "StateRecoveryRequest":
        this.giveBack(message.payload.epoch, message.payload.lastServerSeq, message.payload.limit);
        break;
      case "StateRecovered":
        this.notice = null;
        this.memory.startOver(message.payload.epoch);
        this.pull();
        break;
      case "InvalidSession":
        [this.mayUpdate, this.following] = [false, false];
        this.needs = "password";
        break;
      case "ConflictNotice":
        for (const conflict of message.payload.conflicts) this.openConflicts.set(conflict.conflictId, conflict);
        this.answered("SettleConflict", undefined);
        break;
      case "Presence":
        this.whoIsThere = message.payload;
        break;
      case "PublishAck":
        if (!message.payload.dryRun) this.closed = true;
        this.answered("PublishMeet", message.payload);
        break;
      case "MeetManaged":
        this.locations = message.payload.locations;
        this.answered("ManageMeet", message.payload);
        break;
      case "ServerNotice":
        if (message.payload.kind === "finished") this.closed = true;
        else this.notice = message.payload.message;
        if (message.payload.kind === "shutdown" && message.payload.retryAfterMs !== null) this.line.advise(message.payload.retryAfterMs);
        break;
      case "Pong":
        this.clock.answered(message.payload.sentAt, message.payload.serverTime, this.options.around.now());
        break;
      default:
        break;
    }

    this.keep();
    this.tell();
    // Whatever is said shows that somebody is there.
    return true;
  }

  private hasJoined(joined: Joined): void {
    this.memory.joined(joined);
    [this.closed, this.needs, this.pulls] = [joined.finished, null, 0];
    this.locations = joined.locations ?? [];
    this.line.heartbeatMs = joined.heartbeatSeconds * 1_000;
    this.clock.started(joined.serverTime, this.options.around.now());
    this.entering?.settle.resolve(joined);
    this.entering = undefined;
    this.pull();
  }

  private notLetIn(rejection: Rejection): void {
    const entering = this.entering;
    if (entering === undefined) return;
    if (rejection.code === "RETRY_LATER" && rejection.retryAfterMs !== null) {
      this.options.around.after(rejection.retryAfterMs, () => this.entering === entering && this.line.send(entering.message));
      return;
    }

    this.entering = undefined;
    entering.settle.reject(new MeetRefusal(rejection));
    if (this.memory.seat === undefined) this.line.disconnect();
  }

  private rejected(rejection: Rejection & { readonly request: string }): void {
    if (rejection.request === "CreateMeet" && this.entering !== undefined) {
      const { settle } = this.entering;
      this.entering = undefined;
      settle.reject(new MeetRefusal(rejection));
      if (this.memory.seat === undefined) this.line.disconnect();
      return;
    }

    const asked = this.waiting.findIndex((one) => one.name === rejection.request);
    if (asked >= 0) {
      this.waiting.splice(asked, 1)[0]!.settle.reject(new MeetRefusal(rejection));
      return;
    }

    if (rejection.request === "ClientPull") this.pulls--;
    if (rejection.retryAfterMs === null) return;
    // Nothing newer may overtake what has to be said again.
    [this.mayUpdate, this.following] = [false, false];
    this.notice = rejection.reason;
    this.stopRetry ??= this.options.around.after(rejection.retryAfterMs, () => {
      this.stopRetry = undefined;
      if (!this.mayUpdate && this.pulls === 0) this.pull();
    });
  }

  private pull(): void {
    [this.mayUpdate, this.following] = [false, false];
    this.sayPull();
  }

  private sayPull(): void {
    const seat = this.memory.seat;
    if (seat === undefined) return;
    this.pulls++;
    this.say({ type: "ClientPull", payload: { sessionToken: seat.token, epoch: seat.epoch, lastServerSeq: seat.cursor, watch: this.options.watch } });
  }

  private takePage(page: Extract<FromServer, { type: "ServerPull" }>["payload"]): void {
    this.pulls = Math.max(0, this.pulls - 1);
    this.notice = null;
    if (page.finished) this.closed = true;
    if (page.resync || page.epoch !== this.memory.seat?.epoch) this.memory.startOver(page.epoch);
    this.takeItems(page.updatesRelayed);
    this.memory.moveTo(page.lastServerSeq);
    this.following = !page.more;
    if (!this.mayUpdate) {
      this.mayUpdate = true;
      for (const batch of this.memory.batches(mostInBatch)) this.sayUpdates(batch);
    }

    if (page.more && this.pulls === 0) this.sayPull();
  }

  private takeItems(items: readonly Item[]): void {
    const mine = this.memory.seat?.authorId;
    for (const item of items) {
      this.memory.take(item);
      if (item.overruled !== undefined && item.authorId !== mine) this.options.overruled?.(item, item.overruled);
    }
  }

  /** Only somebody who has pulled all there was has been told everything up to a number; before that there is a gap behind it. */
  private told(lastServerSeq: number | null): void {
    if (this.following && this.pulls === 0 && lastServerSeq !== null) this.memory.moveTo(lastServerSeq);
  }

  private giveBack(epoch: string, above: number, limit: number): void {
    const held = this.memory.heldAbove(epoch, above);
    const seat = this.memory.seat!;
    for (let first = 0; first === 0 || first < held.length; first += limit) {
      this.say({
        type: "StateRecoveryResponse",
        payload: {
          sessionToken: seat.token,
          epoch,
          lastServerSeq: epoch === seat.epoch ? seat.cursor : above,
          updates: held.slice(first, first + limit).map(({ overruled: _, ...item }) => item),
          done: first + limit >= held.length,
        },
      });
    }
  }

  private sayUpdates(updates: readonly Pending[]): void {
    const seat = this.memory.seat!;
    this.memory.sent(updates);
    this.keep();
    this.say({
      type: "UpdateInit",
      payload: {
        sessionToken: seat.token,
        epoch: updates[0]!.epoch,
        updates: updates.map((one) => ({ ...says(one), updateKey: one.updateKey, localSeqNum: one.localSeqNum, afterServerSeqNum: one.afterServerSeqNum })),
      },
    });
  }

  /** What was done is kept before it is sent; what was said in one order is sent in that order. */
  private say(message: unknown): void {
    const round = this.line.round;
    void this.kept.then(() => this.line.round === round && this.line.introduce(message));
  }

  private keep(): void {
    const change = this.memory.takeChange();
    if (change === undefined) return;
    this.kept = this.kept.then(() =>
      this.options.keeping.save(change).then(
        () => this.keeps(null),
        (trouble: unknown) => this.keeps(String(trouble)),
      ),
    );
  }

  private keeps(trouble: string | null): void {
    if (this.notKept === trouble) return;
    this.notKept = trouble;
    this.tell();
  }

  private keepTime(): void {
    const ask = () => {
      this.line.send(this.clock.ask(this.options.around.now()));
      this.stopPing = this.options.around.after(30_000, ask);
    };
    ask();
  }

  private answered(name: string, answer: unknown): void {
    const asked = this.waiting.findIndex((one) => one.name === name);
    if (asked >= 0) this.waiting.splice(asked, 1)[0]!.settle.resolve(answer);
  }

  private hasLost(refused: Refused | undefined): void {
    if (refused !== undefined) this.options.lost?.(refused);
  }

  private remember(memory: Memory): void {
    const forgotten = this.content.names;
    this.memory = memory;
    this.content = new Content(memory);
    this.openConflicts.clear();
    const objects = new Set([...forgotten, ...this.content.names]);
    if (objects.size > 0) for (const listener of [...this.objectListeners]) soundly(() => listener(objects));
    this.tell();
  }

  private tell(): void {
    const objects = this.content.forget(this.memory.takeTouched());
    if (objects.size > 0) for (const listener of [...this.objectListeners]) soundly(() => listener(objects));
    this.options.changed?.(objects);
    this.watched.tell();
  }
}

interface Settle<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (why: Error) => void;
}
