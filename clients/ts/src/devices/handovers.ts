import { freshId } from "../line/ids.js";
import { soundly } from "../line/watched.js";
import type { HandoverState, PlaybackFromServer, PlaybackQueue, PlaybackState } from "./messages.js";

/** What a device that plays answers when it is to let go. */
export interface Released extends PlaybackQueue {
  readonly state: PlaybackState;
}

/** What a device has to be able to do so that playback can be handed over from it and to it. */
export interface HandoverHooks {
  /** Pause, and say what was playing and where. A rejected promise refuses. */
  readonly release?: () => Released | Promise<Released>;
  /** Load this and play it, or stand paused if `play` is false. A rejected promise refuses. */
  readonly take?: (what: Released & { readonly play: boolean }) => void | Promise<void>;
  /** It is over: after `done` a source clears its player; after `aborted` a source goes on as before and a target stops and discards. */
  readonly handedOver?: (end: HandoverEnd) => void;
}

/** How a hand-over ended in which this device let go (`source`) or took over (`target`). */
export interface HandoverEnd {
  readonly handover_id: string;
  readonly part: "source" | "target";
  readonly stage: "done" | "aborted";
  readonly reason?: HandoverState["reason"];
}

interface Asked {
  readonly resolve: (state: HandoverState) => void;
  readonly reject: (why: Error) => void;
  readonly staged: ((state: HandoverState) => void) | undefined;
}

/** Hand-overs that this device asked for or takes part in. */
export class Handovers {
  private readonly asked = new Map<string, Asked>();
  /** The hand-overs in which this device is the source or the target, and whether it has done its part. */
  private readonly parts = new Map<string, { readonly part: HandoverEnd["part"]; isDone: boolean }>();

  constructor(
    private readonly send: (type: string, payload: unknown) => boolean,
    private readonly hooks: HandoverHooks,
  ) {}

  /** Whether this device can be source and target. */
  get isPossible(): boolean {
    return this.hooks.release !== undefined && this.hooks.take !== undefined;
  }

  ask(from_device_id: number, to_device_id: number, play: boolean | undefined, staged?: (state: HandoverState) => void): Promise<HandoverState> {
    const handover_id = freshId();
    return new Promise((resolve, reject) => {
      this.asked.set(handover_id, { resolve, reject, staged });
      if (!this.send("playback.handover", { handover_id, from_device_id, to_device_id, ...(play === undefined ? {} : { play }) })) {
        this.asked.delete(handover_id);
        reject(new Error("there is no connection just now"));
      }
    });
  }

  hear(message: PlaybackFromServer): void {
    if (message.type === "playback.handover_release") void this.release(message.payload.handover_id);
    else if (message.type === "playback.handover_take") void this.take(message.payload);
    else if (message.type === "playback.handover_state") this.changed(message.payload);
  }

  /** The server knows nothing of it, or will not do it. A target told so stops. */
  refused(handoverId: string, why: Error): void {
    this.asked.get(handoverId)?.reject(why);
    this.asked.delete(handoverId);
    this.ended(handoverId, "aborted");
  }

  lost(): void {
    const left = [...this.asked.values()];
    this.asked.clear();
    for (const one of left) one.reject(new Error("the connection was lost before the hand-over was over"));
    // The server gives up on a target that goes before it has taken; nobody will be here to be told.
    for (const [id, { part, isDone }] of [...this.parts]) if (part === "target" && !isDone) this.ended(id, "aborted", "target_gone");
  }

  private async release(handover_id: string): Promise<void> {
    this.parts.set(handover_id, { part: "source", isDone: false });
    try {
      if (this.hooks.release === undefined) throw new Error("This player cannot let go.");
      const released = await this.hooks.release();
      this.send("playback.handover_ready", { handover_id, ...released });
    } catch (trouble) {
      this.refuse(handover_id, trouble);
    }
  }

  private async take({ handover_id, state, queue, queue_version, context, play }: Extract<PlaybackFromServer, { type: "playback.handover_take" }>["payload"]): Promise<void> {
    const mine = { part: "target" as const, isDone: false };
    this.parts.set(handover_id, mine);
    try {
      if (this.hooks.take === undefined) throw new Error("This player cannot take over.");
      await this.hooks.take({ state, queue, queue_version, play, ...(context === undefined ? {} : { context }) });
      // It may have been given up while it was being loaded.
      if (this.parts.get(handover_id) !== mine) return;
      mine.isDone = true;
      this.send("playback.handover_taken", { handover_id });
    } catch (trouble) {
      this.refuse(handover_id, trouble);
    }
  }

  private refuse(handover_id: string, trouble: unknown): void {
    this.send("playback.handover_refused", { handover_id, message: (trouble instanceof Error ? trouble.message : String(trouble)).slice(0, 200) });
  }

  private changed(state: HandoverState): void {
    if (state.stage !== "done" && state.stage !== "aborted") {
      soundly(() => this.asked.get(state.handover_id)?.staged?.(state));
      return;
    }

    this.asked.get(state.handover_id)?.resolve(state);
    this.asked.delete(state.handover_id);
    this.ended(state.handover_id, state.stage, state.reason);
  }

  private ended(handover_id: string, stage: HandoverEnd["stage"], reason?: HandoverState["reason"]): void {
    const mine = this.parts.get(handover_id);
    if (mine === undefined) return;
    this.parts.delete(handover_id);
    soundly(() => this.hooks.handedOver?.({ handover_id, part: mine.part, stage, ...(reason === undefined ? {} : { reason }) }));
  }
}
