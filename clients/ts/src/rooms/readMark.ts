import type { Surroundings } from "../line/surroundings.js";

const everyMs = 1_000;

/** Up to where the user has read. It only ever rises; it is told at most once a second, the highest. */
export class ReadMark {
  private told = 0;
  private wanted = 0;
  private stopWait: (() => void) | undefined;

  constructor(
    private readonly say: (seq: number) => boolean,
    private readonly around: Surroundings,
  ) {}

  get seq(): number {
    return Math.max(this.told, this.wanted);
  }

  /** Read up to here. */
  raise(seq: number): void {
    this.wanted = Math.max(this.wanted, seq);
    if (this.stopWait === undefined) this.tell();
  }

  /** The server says up to where; another device of the user may have read further. */
  heard(seq: number): void {
    this.told = Math.max(this.told, seq);
  }

  /** Another life of the room: its numbers mean nothing now. */
  startOver(): void {
    [this.told, this.wanted] = [0, 0];
  }

  /** A connection has begun: what could not be told is told. */
  tell(): void {
    if (this.wanted <= this.told || !this.say(this.wanted)) return;
    this.told = this.wanted;
    this.stopWait = this.around.after(everyMs, () => {
      this.stopWait = undefined;
      this.tell();
    });
  }

  stop(): void {
    this.stopWait?.();
    this.stopWait = undefined;
  }
}
