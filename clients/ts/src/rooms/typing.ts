import type { Surroundings } from "../line/surroundings.js";

/** The server forgets after 6 s; it is told again every 3 s. */
const renewMs = 3_000;
/** Somebody who pressed no key for so long is not typing any more. */
const idleMs = 5_000;

/** Tells the room that the user is typing, as often as is needed and no more. */
export class Typing {
  private isTyping = false;
  private keyAt = 0;
  private stopRenewal: () => void = () => undefined;

  constructor(
    private readonly say: (typing: boolean) => boolean,
    private readonly around: Surroundings,
  ) {}

  /** A key was pressed. */
  key(): void {
    this.keyAt = this.around.now();
    if (this.isTyping || !this.say(true)) return;
    this.isTyping = true;
    this.renew();
  }

  /** The field is empty again, or was left. */
  stop(): void {
    if (this.isTyping) this.say(false);
    this.posted();
  }

  /** The message was sent, or the connection is gone: the server knows by itself. */
  posted(): void {
    this.stopRenewal();
    this.isTyping = false;
  }

  private renew(): void {
    const idleIn = this.keyAt + idleMs - this.around.now();
    if (idleIn <= renewMs) this.stopRenewal = this.around.after(idleIn, () => (this.around.now() - this.keyAt >= idleMs ? this.stop() : this.again()));
    else this.stopRenewal = this.around.after(renewMs, () => this.again());
  }

  private again(): void {
    this.say(true);
    this.renew();
  }
}
