type Said = { readonly say: "claim" | "holding" | "take"; readonly from: string } | { readonly say: "held" | "released"; readonly to: string };

const answerMs = 150;
const releaseMs = 2_000;

/** Which tab of this browser is the live one; there is one at most.
 *
 * Tabs talk by a BroadcastChannel: the browser's locks are only there over HTTPS, and many venues have none. */
export class Tabs {
  private readonly id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  private readonly channel: BroadcastChannel;
  private state: "none" | "claiming" | "holding" = "none";
  private answered: ((said: Said["say"]) => void) | undefined;

  /** @param taken another tab takes over; resolves once this one has let go. */
  constructor(
    name: string,
    private readonly taken: () => Promise<void>,
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<Said>) => void this.hear(data);
  }

  /** Becomes the live tab; false if another one is. */
  async claim(): Promise<boolean> {
    if (this.state === "holding") return true;
    this.state = "claiming";
    this.say({ say: "claim", from: this.id });
    const isHeld = (await this.answer(answerMs)) === "held";
    this.state = isHeld ? "none" : "holding";
    if (!isHeld) this.say({ say: "holding", from: this.id });
    return !isHeld;
  }

  /** Becomes the live tab whoever is; one that does not answer is gone or asleep, and lets go when it wakes. */
  async takeOver(): Promise<void> {
    this.say({ say: "take", from: this.id });
    await this.answer(releaseMs);
    this.state = "holding";
    this.say({ say: "holding", from: this.id });
  }

  release(): void {
    this.state = "none";
  }

  private async hear(said: Said): Promise<void> {
    if ("to" in said) {
      if (said.to === this.id) this.answered?.(said.say);
    } else if (said.say === "claim") {
      // Of two that start at once the one that opened first has it.
      if (this.state === "holding" || (this.state === "claiming" && this.id < said.from)) this.say({ say: "held", to: said.from });
    } else if (this.state === "holding") {
      this.state = "none";
      await this.taken();
      this.say({ say: "released", to: said.from });
    }
  }

  private answer(patienceMs: number): Promise<Said["say"] | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), patienceMs);
      this.answered = (said) => {
        clearTimeout(timer);
        resolve(said);
      };
    });
  }

  private say(said: Said): void {
    this.channel.postMessage(said);
  }
}
