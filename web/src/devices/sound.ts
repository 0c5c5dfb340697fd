import type { Note } from "./tracks";

const patienceMs = 1_500;

/** Makes sounds with the browser's own synthesiser. It is only opened once something is to be heard. */
export class Sound {
  private context: AudioContext | undefined;
  private master: GainNode | undefined;
  private readonly ringing = new Set<OscillatorNode>();

  /** Rejects where the browser lets this page make no sound: it wants to be touched once first. */
  async open(): Promise<void> {
    this.context ??= new AudioContext();
    if (this.master === undefined) {
      this.master = this.context.createGain();
      this.master.connect(this.context.destination);
    }

    if (this.context.state === "running") return;
    const inTime = await Promise.race([this.context.resume().then(() => true), new Promise<boolean>((late) => setTimeout(() => late(false), patienceMs))]);
    if (!inTime) throw new Error("That browser lets its page make no sound yet. Press Play on it once.");
  }

  set volume(volume: number) {
    // Loudness is heard by its square.
    if (this.master !== undefined && this.context !== undefined) this.master.gain.setTargetAtTime(volume ** 2, this.context.currentTime, 0.02);
  }

  /** Sounds a note in so many seconds. */
  ring(note: Note, inSeconds: number): void {
    if (this.context === undefined || this.master === undefined) return;
    const at = this.context.currentTime + Math.max(0, inSeconds);
    const [tone, shape] = [this.context.createOscillator(), this.context.createGain()];
    tone.type = "triangle";
    tone.frequency.value = note.hertz;
    shape.gain.setValueAtTime(0, at);
    shape.gain.linearRampToValueAtTime(note.loudness, at + 0.008);
    shape.gain.exponentialRampToValueAtTime(0.001, at + note.seconds);
    tone.connect(shape).connect(this.master);
    tone.start(at);
    tone.stop(at + note.seconds + 0.02);
    this.ringing.add(tone);
    tone.onended = () => this.ringing.delete(tone);
  }

  /** Nothing is heard any more. */
  hush(): void {
    for (const tone of this.ringing) tone.stop();
    this.ringing.clear();
  }

  close(): void {
    this.hush();
    void this.context?.close();
    this.context = undefined;
    this.master = undefined;
  }
}
