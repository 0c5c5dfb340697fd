const patienceMs = 250;

/** One tab at a time has a desk: two that wrote into one storage would give two edits one number. The newer tab takes over.
 * A channel and no lock, because locks need https and many halls have none. */
export class OneTab {
  private readonly me = Math.random();
  private readonly channel: BroadcastChannel;
  private released: (() => void) | undefined;
  private has = false;

  /** @param giveUp lets go of the desk; resolves when everything is kept. */
  constructor(
    name: string,
    private readonly giveUp: () => Promise<void>,
  ) {
    this.channel = new BroadcastChannel(`rollcall desk ${name}`);
    this.channel.onmessage = ({ data }: MessageEvent<{ readonly says: "mine" | "yours"; readonly from: number }>) => {
      if (data.from === this.me) return;
      if (data.says === "yours") this.released?.();
      else if (this.has) void this.hand();
    };
  }

  /** Takes the desk from whichever tab has it. */
  async take(): Promise<void> {
    this.has = true;
    const released = new Promise<void>((resolve) => (this.released = resolve));
    this.channel.postMessage({ says: "mine", from: this.me });
    await Promise.race([released, new Promise((later) => setTimeout(later, patienceMs))]);
  }

  close(): void {
    this.has = false;
    this.channel.close();
  }

  private async hand(): Promise<void> {
    this.has = false;
    await this.giveUp();
    this.channel.postMessage({ says: "yours", from: this.me });
  }
}
