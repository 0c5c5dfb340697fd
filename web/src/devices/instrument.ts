import { Watched, type Watchable } from "@rollcall/client";
import type { Json, PlaybackQueue, PlaybackState, Released } from "@rollcall/client/devices";
import { Sound } from "./sound";
import { trackOf, tracks, type Track } from "./tracks";

/** How often it looks for notes that are due, and how far ahead it looks. */
const lookMs = 100;
const aheadS = 0.35;

/** What this page plays: one track of its list, at a place, at a volume. It does what it is told, by its own buttons and by other devices alike. */
export class Instrument implements Watchable<PlaybackState> {
  private readonly watched = new Watched<PlaybackState>(() => this.look());
  private readonly sound = new Sound();
  private track: Track | null = null;
  private volume = 0.7;
  private isPlaying = false;
  /** Where it stood at the time `since`; it has run on if it plays. */
  private position = 0;
  private since = 0;
  private rungTo = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): PlaybackState => this.watched.getSnapshot();

  /** The state as of now; the snapshot is as of the last change. */
  state(): PlaybackState {
    return this.look();
  }

  queue(): PlaybackQueue {
    return { queue: this.track === null ? [] : tracks.map(({ id }) => ({ id, added_at: null })), queue_version: 1 };
  }

  /** Does what is asked. Rejects what it does not know. */
  async command(command: string, payload: Json): Promise<void> {
    const fields = typeof payload === "object" && payload !== null && !Array.isArray(payload) ? (payload as { readonly [name: string]: Json }) : {};
    const number = (name: string): number => {
      const value = fields[name];
      if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`“${command}” needs a number “${name}”.`);
      return value;
    };
    switch (command) {
      case "play":
        return this.play(typeof fields["track"] === "string" ? fields["track"] : undefined);
      case "pause":
        return this.pause();
      case "next":
        return this.step(1);
      case "previous":
        // As every player does: back to the beginning first.
        return this.at() > 3 ? this.seek(0) : this.step(-1);
      case "seek":
        return this.seek(number("position"));
      case "volume":
        return this.setVolume(number("volume"));
      default:
        throw new Error(`This player does not know “${command}”.`);
    }
  }

  async play(id?: string): Promise<void> {
    const track = id === undefined ? (this.track ?? tracks[0]!) : trackOf(id);
    if (track === undefined) throw new Error("This player does not have that track.");
    await this.sound.open();
    if (track !== this.track) [this.track, this.position] = [track, 0];
    this.start(this.at());
  }

  pause(): void {
    this.position = this.at();
    this.isPlaying = false;
    this.quiet();
    this.watched.tell();
  }

  /** Lets go of what it plays. */
  stop(): void {
    [this.track, this.isPlaying, this.position] = [null, false, 0];
    this.quiet();
    this.watched.tell();
  }

  seek(position: number): void {
    if (this.track === null) throw new Error("Nothing is loaded.");
    const to = Math.min(Math.max(0, position), this.track.seconds);
    if (this.isPlaying) this.start(to);
    else {
      this.position = to;
      this.watched.tell();
    }
  }

  setVolume(volume: number): void {
    this.volume = Math.min(Math.max(0, volume), 1);
    this.sound.volume = this.volume;
    this.watched.tell();
  }

  release(): Released {
    this.pause();
    return { state: this.look(), ...this.queue() };
  }

  /** Goes on with what another device played. */
  async take({ state, play }: Released & { readonly play: boolean }): Promise<void> {
    const track = trackOf(state.current_track?.id ?? "");
    if (track === undefined) throw new Error("This player does not have that track.");
    if (play) await this.sound.open();
    [this.track, this.position, this.isPlaying] = [track, state.position ?? 0, false];
    if (state.volume !== undefined) this.setVolume(state.volume);
    if (play) this.start(this.position);
    else this.watched.tell();
  }

  close(): void {
    this.stop();
    this.sound.close();
  }

  private step(by: number): void {
    const place = tracks.findIndex((one) => one === this.track);
    this.track = tracks[(place + by + tracks.length) % tracks.length]!;
    this.position = 0;
    if (this.isPlaying) this.start(0);
    else this.watched.tell();
  }

  private at(): number {
    const run = this.isPlaying ? (performance.now() - this.since) / 1_000 : 0;
    return Math.min(this.position + run, this.track?.seconds ?? 0);
  }

  private start(position: number): void {
    this.quiet();
    [this.position, this.since, this.rungTo, this.isPlaying] = [position, performance.now(), position, true];
    this.sound.volume = this.volume;
    this.timer = setInterval(() => this.go(), lookMs);
    this.go();
    this.watched.tell();
  }

  private go(): void {
    const now = this.at();
    if (this.track === null) return;
    if (now >= this.track.seconds) {
      this.step(1);
      return;
    }

    const until = now + aheadS;
    for (const note of this.track.notes) if (note.at >= this.rungTo && note.at < until) this.sound.ring(note, note.at - now);
    this.rungTo = until;
  }

  private quiet(): void {
    clearInterval(this.timer);
    this.sound.hush();
  }

  private look(): PlaybackState {
    const { track } = this;
    return {
      current_track: track === null ? null : { id: track.id, title: track.title, about: track.about, duration: track.seconds * 1_000 },
      is_playing: this.isPlaying,
      position: this.at(),
      queue_position: Math.max(0, tracks.findIndex((one) => one === track)),
      queue_version: 1,
      volume: this.volume,
      timestamp: Date.now(),
    };
  }
}
