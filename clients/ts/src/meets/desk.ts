import { socketAddress } from "../line/addresses.js";
import { Http } from "../line/http.js";
import { Line } from "../line/line.js";
import type { LineStatus } from "../line/lineStatus.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import { Asking } from "./asking.js";
import { ClockOffset } from "./clockOffset.js";
import { Content, type Entry } from "./content.js";
import type { DeskOptions, DeskStatus } from "./deskOptions.js";
import { Entrance } from "./entrance.js";
import { Files } from "./files.js";
import { Keeper } from "./keeper.js";
import { InMemory, type Keeping, type Pending } from "./keeping.js";
import { Memory } from "./memory.js";
import type { Conflict, Edit, FromServer, Imported, Joined, Json, Location, Presence, Published, Rejection, Role, Said } from "./messages.js";
import { News } from "./news.js";
import { pace } from "./pace.js";
import { Stream } from "./stream.js";
import type { PlatformView } from "./views.js";

const timeMs = 30_000;

/** A desk of a meet: it goes on working without a line, comes back by itself, merges, and gives a server back what it lost. */
export class Desk implements Watchable<DeskStatus> {
  private readonly around: Surroundings;
  private readonly keeping: Keeping;
  private readonly watch: readonly string[];
  private readonly line: Line;
  private readonly clock = new ClockOffset();
  private readonly keeper: Keeper;
  private readonly entrance: Entrance;
  private readonly asking = new Asking();
  private readonly stream: Stream;
  private memory = new Memory();
  private stopPing: (() => void) | undefined;
  private needs: DeskStatus["needs"] = null;
  private notice: string | null = null;
  private isLost = false;
  private closed = false;
  private readonly news = new News();
  private readonly watched = new Watched<DeskStatus>(() => this.status);
  private readonly objectListeners = new Set<(objects: ReadonlySet<string>) => void>();

  /** What the user sees. */
  content: Content = new Content(this.memory);

  /** The meet as files, and its standings. */
  readonly files: Files;

  constructor(private readonly options: DeskOptions = {}) {
    this.around = options.around ?? browser;
    this.keeping = options.keeping ?? new InMemory();
    this.watch = options.watch ?? ["updates", "presence", "conflicts"];
    this.keeper = new Keeper(this.keeping, () => this.tell());
    this.line = new Line(
      {
        address: () => socketAddress(this.options.server, "/ws"),
        hear: (message) => this.hear(message as FromServer),
        changed: (status) => this.lineChanged(status),
        ping: () => this.clock.ask(this.around.now()),
        isFinal: (code) => code === 1000 || code === 4505 || code === 4506,
        pace,
        answerMs: 15_000,
        opened: () => this.greet(),
      },
      this.around,
    );
    const server = options.server === undefined ? {} : { server: options.server };
    this.files = new Files(new Http({ ...server, token: () => this.memory.seat?.token, around: this.around }), () => this.meetId ?? "");
    this.entrance = new Entrance((message) => this.line.send(message), this.around);
    this.stream = new Stream({
      memory: () => this.memory,
      watch: this.watch,
      say: (message) => this.say(message),
      kept: () => this.keeper.done,
      around: this.around,
      ...(options.overruled === undefined ? {} : { overruled: options.overruled }),
    });
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
      inStep: this.stream.isFollowing && this.memory.pending.size === 0,
      pending: this.memory.pending.size,
      needs: this.needs,
      meetLost: this.isLost,
      notice: this.notice,
      finished: this.closed,
      notKept: this.keeper.trouble,
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
    return this.news.locations;
  }

  get presence(): Presence | undefined {
    return this.news.presence;
  }

  /** Conflicts that nobody has settled, the oldest first. */
  get conflicts(): readonly Conflict[] {
    return this.news.conflicts;
  }

  /** What the server computes for each platform that is watched, as last heard. */
  get platforms(): ReadonlyMap<number, PlatformView> {
    return this.news.platforms;
  }

  /** Another text whenever the standings may have changed, for who watches them. */
  get standingsAt(): string {
    return this.news.standingsAt;
  }

  /** Server time now, in milliseconds since 1970, as far as it is known. */
  get serverNow(): number {
    return this.clock.serverTime(this.around.now());
  }

  /** Goes on from what was kept, if anything was; false where nothing was. */
  async resume(): Promise<boolean> {
    const kept = await this.keeping.load();
    if (kept === undefined) return false;
    this.remember(new Memory(kept));
    this.line.connect();
    return true;
  }

  /** Makes a meet; this desk is one of its directors. Rejects with a {@link MeetRefusal}. */
  create(request: { locationName: string; password: string; locations: readonly Location[]; createKey?: string; restore?: { meetId: string; epoch: string; sessionToken?: string } }): Promise<Joined> {
    const { locationName, ...rest } = request;
    return this.enter({ type: "CreateMeet", payload: { ...rest, thisLocationName: locationName, watch: this.watch } });
  }

  /** Has the server make a meet again that it lost, from what its desks hold. Directors only. */
  restore(request: { password: string; locations: readonly Location[] }): Promise<Joined> {
    const seat = this.memory.seat;
    if (seat === undefined) return Promise.reject(new Error("nobody has joined yet"));
    return this.create({ ...request, locationName: seat.locationName, restore: { meetId: seat.meetId, epoch: seat.epoch, sessionToken: seat.token } });
  }

  /** Joins a meet. Also after the session has ended: what was done meanwhile still counts as this desk's own. Rejects with a {@link MeetRefusal}. */
  join(request: { meetId: string; password: string; locationName?: string; readOnly?: boolean }): Promise<Joined> {
    const previous = this.memory.seat?.token;
    return this.enter({ type: "JoinMeet", payload: { ...request, watch: this.watch, ...(previous === undefined ? {} : { previousSessionToken: previous }) } });
  }

  /** Leaves: the line is closed, everything stays kept once the promise resolves. */
  disconnect(): Promise<void> {
    this.line.disconnect();
    return this.keeper.done;
  }

  connect(): void {
    if (this.memory.seat !== undefined) this.line.connect();
  }

  /** Leaves the meet for good and forgets it here. */
  async leave(): Promise<void> {
    await this.disconnect();
    await this.keeping.clear();
    this.remember(new Memory());
  }

  /** Sets a key to a value; false where it is not kept because it is only of the moment and there is no line. */
  set(key: string, value: Json): boolean {
    return this.edit(key, { updateValue: value });
  }

  delete(key: string): boolean {
    return this.edit(key, { delete: true });
  }

  /** Does several edits at once: they are kept and said together. Answers how many were taken; the others are of the moment and there is no line, or the meet is closed. */
  change(edits: readonly Edit[]): number {
    const taken = edits
      .filter(({ key }) => this.takes(key))
      .map((edit) => this.memory.edit(edit.key, "isDeleted" in edit ? { delete: true } : { updateValue: edit.value }));
    if (taken.length > 0) this.edited(taken);
    return taken.length;
  }

  /** Adds a lifter under an id that no other desk can make; null where this desk has no ids left. */
  addEntry(entry: { readonly [name: string]: Json }): number | null {
    const id = this.memory.freshEntryId();
    if (id !== null) this.edit(`registration.entries[${id}]`, { updateValue: { ...entry, id } });
    return id;
  }

  /** The ids that are left for new lifters, both ends included; null where there are none. */
  get freeEntryIds(): { readonly from: number; readonly to: number } | null {
    const seat = this.memory.seat;
    return seat === undefined || seat.nextEntryId > seat.lastEntryId ? null : { from: seat.nextEntryId, to: seat.lastEntryId };
  }

  /** An application gave a lifter one of {@link freeEntryIds} by itself: that one, and those below it, are not given again. */
  usedEntryId(id: number): void {
    this.memory.usedEntryId(id);
    this.keep();
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

  /** Makes the content that of an `.openlifter` file. Rejects with a `Refusal` of HTTP.
   * @param replace whether lifters that the file lacks are removed. */
  importFile(file: unknown, replace: boolean): Promise<Imported> {
    const { server } = this.options;
    const http = new Http({ around: this.around, token: () => this.memory.seat?.token, ...(server === undefined ? {} : { server }) });
    return http.ask("POST", `/api/meets/${this.meetId ?? ""}/openlifter?replace=${replace}`, file);
  }

  private enter(message: unknown): Promise<Joined> {
    const joined = this.entrance.enter(message);
    if (this.line.status.state === "connected") this.line.send(message);
    else this.line.connect();
    return joined;
  }

  private request<Answer>(name: string, payload: object): Promise<Answer> {
    return this.asking.ask(name, () => this.stream.isFollowing && this.line.send({ type: name, payload: { sessionToken: this.memory.seat?.token, ...payload } }));
  }

  private edit(key: string, said: Said): boolean {
    if (!this.takes(key)) return false;
    this.edited([this.memory.edit(key, said)]);
    return true;
  }

  private takes(key: string): boolean {
    return !this.closed && (!key.startsWith("live.") || this.line.status.state === "connected");
  }

  private edited(updates: readonly Pending[]): void {
    this.keep();
    this.tell();
    this.stream.edited(updates);
  }

  /** The socket is open: whoever is expected says who they are. */
  private greet(): void {
    this.news.forgetConflicts();
    const { message } = this.entrance;
    if (message !== undefined) this.line.introduce(message);
    else this.stream.pull();
  }

  private lineChanged(status: LineStatus): void {
    if (status.state !== "connected") {
      this.stream.lost();
      this.stopPing?.();
      this.stopPing = undefined;
      this.asking.lost();
    } else {
      this.keepTime();
    }

    this.tell();
  }

  private hear(message: FromServer): boolean {
    this.news.hear(message);
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
        [this.notice, this.isLost] = [null, false];
        if (message.payload.finished) this.closed = true;
        this.stream.takePage(message.payload);
        break;
      case "UpdateRelay":
        this.stream.takeRelay(message.payload);
        break;
      case "UpdateAck":
        for (const { localSeqNum, serverSeqNum } of message.payload.updateAcks) this.memory.acked(localSeqNum, serverSeqNum, message.payload.lastServerSeq !== null);
        this.stream.told(message.payload.lastServerSeq);
        break;
      case "UpdateRejected":
        for (const one of message.payload.updatesRejected) {
          if (one.code === "MEET_FINISHED") this.closed = true;
          else this.refused(one);
        }

        this.stream.told(message.payload.lastServerSeq);
        break;
      case "StateRecoveryRequest":
        this.stream.giveBack(message.payload);
        break;
      case "StateRecovered":
        this.notice = null;
        this.memory.startOver(message.payload.epoch);
        this.stream.pull();
        break;
      case "InvalidSession":
        this.stream.pause();
        this.needs = "password";
        break;
      case "ConflictNotice":
        this.asking.answered("SettleConflict", undefined);
        break;
      case "PublishAck":
        if (!message.payload.dryRun) this.closed = true;
        this.asking.answered("PublishMeet", message.payload);
        break;
      case "MeetManaged":
        this.memory.viewTokenIs(message.payload.viewToken);
        this.asking.answered("ManageMeet", message.payload);
        break;
      case "ServerNotice":
        if (message.payload.kind === "finished") this.closed = true;
        else this.notice = message.payload.message;
        if (message.payload.kind === "shutdown" && message.payload.retryAfterMs !== null) this.line.advise(message.payload.retryAfterMs);
        break;
      case "Pong":
        this.clock.answered(message.payload.sentAt, message.payload.serverTime, this.around.now());
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
    [this.closed, this.needs, this.isLost] = [joined.finished, null, false];
    this.line.heartbeatMs = joined.heartbeatSeconds * 1_000;
    this.clock.started(joined.serverTime, this.around.now());
    this.entrance.joined(joined);
    this.stream.begin();
  }

  private notLetIn(rejection: Rejection): void {
    if (this.entrance.rejected(rejection) && this.memory.seat === undefined) this.line.disconnect();
  }

  private rejected(rejection: Rejection & { readonly request: string }): void {
    if (rejection.request === "CreateMeet" && this.entrance.message !== undefined) {
      this.notLetIn(rejection);
    } else if (!this.asking.rejected(rejection)) {
      if (rejection.code === "MEET_LOST") this.isLost = true;
      if (rejection.retryAfterMs !== null) this.notice = rejection.reason;
      this.stream.putOff(rejection.request, rejection.retryAfterMs);
    }
  }

  private refused({ localSeqNum, code, reason, standing }: Extract<FromServer, { type: "UpdateRejected" }>["payload"]["updatesRejected"][number]): void {
    const refused = this.memory.refused(localSeqNum, code, reason, standing);
    if (refused !== undefined) this.options.lost?.(refused);
  }

  /** What was done is kept before it is sent; what was said in one order is sent in that order. */
  private say(message: unknown): void {
    this.keep();
    const round = this.line.round;
    void this.keeper.done.then(() => this.line.round === round && this.line.introduce(message));
  }

  private keep(): void {
    this.keeper.keep(this.memory.takeChange());
  }

  private keepTime(): void {
    const ask = () => {
      this.line.send(this.clock.ask(this.around.now()));
      this.stopPing = this.around.after(timeMs, ask);
    };
    ask();
  }

  private remember(memory: Memory): void {
    const forgotten = this.content.names;
    this.memory = memory;
    this.content = new Content(memory);
    this.news.forgetConflicts();
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
