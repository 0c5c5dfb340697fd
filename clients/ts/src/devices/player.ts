import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import { browser } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import type { Devices } from "./devices.js";
import { Handovers, type HandoverHooks } from "./handovers.js";
import type { CommandStatus, HandoverState, Json, PlaybackFromServer, PlaybackQueue, PlaybackState } from "./messages.js";
import { foldPlayers, noPlayers, type Players } from "./players.js";
import { whenConnected } from "./presence.js";

/** Said on every change, and so often while something is loaded. */
const renewMs = 5_000;

export interface PlayerOptions extends HandoverHooks {
  readonly name: string;
  readonly type: "web" | "android" | "android_tv" | "ios";
  /** What plays here just now. */
  readonly state: () => PlaybackState;
  /** What is lined up here. */
  readonly queue: () => PlaybackQueue;
  /** Another device asks for something, such as `pause` or `seek`. A rejected promise tells the asker that it failed. */
  readonly command?: (command: string, payload: Json, senderDeviceId: number) => Json | undefined | void | Promise<Json | undefined | void>;
  readonly around?: Surroundings;
}

/** How a command ended; `sent` where the other device tells no results. */
export interface CommandOutcome {
  readonly status: CommandStatus | "sent";
  readonly message?: string;
  readonly data?: Json;
}

/** The server's no to something about playing. */
export class PlaybackRefusal extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

interface Commanded {
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (why: Error) => void;
}

/** This device as a player: shows the user's other devices what it plays, takes their commands, commands them, and hands playback over. */
export class Player implements Watchable<Players> {
  private readonly around: Surroundings;
  private readonly watched = new Watched<Players>(() => this.players);
  private readonly commanded = new Map<string, Commanded>();
  private readonly handovers: Handovers;
  private readonly stop: (() => void)[];
  private stopRenewal: () => void = () => undefined;
  private players = noPlayers;

  constructor(
    private readonly devices: Devices,
    private readonly options: PlayerOptions,
  ) {
    this.around = options.around ?? browser;
    this.handovers = new Handovers((type, payload) => devices.send(type, payload), options);
    this.stop = [
      devices.register("playback", (type, payload) => this.hear({ type, payload } as PlaybackFromServer)),
      whenConnected(devices, () => this.greet()),
      devices.subscribe(() => devices.connectionId === undefined && this.lost()),
    ];
    this.renew();
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): Players => this.watched.getSnapshot();

  dispose(): void {
    this.stopRenewal();
    for (const stop of this.stop) stop();
    this.lost();
  }

  /** What plays here has changed. */
  stateChanged(): void {
    this.devices.send("playback.state", this.options.state());
  }

  /** What is lined up here has changed. */
  queueChanged(): void {
    this.devices.send("playback.queue_update", this.options.queue());
  }

  /** Asks a device to do something; resolves with how it ended, rejects with a {@link PlaybackRefusal} where it could not be asked. */
  command(targetDeviceId: number, command: string, payload: Json = null): Promise<CommandOutcome> {
    const command_id = freshId();
    return new Promise((resolve, reject) => {
      this.commanded.set(command_id, { resolve, reject });
      if (!this.devices.send("playback.command", { command, payload, target_device_id: targetDeviceId, command_id })) {
        this.commanded.delete(command_id);
        reject(new PlaybackRefusal("not_connected", "There is no connection just now."));
      }
    });
  }

  /** Hands what plays on one device over to another; resolves once it is done or was given up, and says which. `staged` hears how far it is meanwhile. */
  handOver(from: number, to: number, play?: boolean, staged?: (state: HandoverState) => void): Promise<HandoverState> {
    return this.handovers.ask(from, to, play, staged);
  }

  private greet(): void {
    const { name, type, command } = this.options;
    const features = [...(command === undefined ? [] : ["command_result"]), ...(this.handovers.isPossible ? ["handover"] : [])];
    this.devices.send("playback.hello", { device_name: name, device_type: type, features });
    // The server may have been restarted, and then knows nothing of what plays here.
    if (this.options.state().current_track !== null) this.stateChanged();
    if (this.options.queue().queue.length > 0) this.queueChanged();
  }

  private renew(): void {
    this.stopRenewal = this.around.after(renewMs, () => {
      if (this.options.state().current_track !== null) this.stateChanged();
      this.renew();
    });
  }

  private lost(): void {
    const left = [...this.commanded.values()];
    this.commanded.clear();
    for (const one of left) one.reject(new PlaybackRefusal("not_connected", "The connection was lost before the answer came."));
    this.handovers.lost();
  }

  private hear(message: PlaybackFromServer): void {
    const players = foldPlayers(this.players, message);
    if (players !== this.players) {
      this.players = players;
      this.watched.tell();
    }

    switch (message.type) {
      case "playback.command":
        void this.obey(message.payload);
        break;
      case "playback.command_ack":
        if (!message.payload.expects_result) this.answered(message.payload.command_id)?.resolve({ status: "sent" });
        break;
      case "playback.command_result": {
        const { command_id, device_id: _, ...outcome } = message.payload;
        this.answered(command_id)?.resolve(outcome);
        break;
      }
      case "playback.error":
        this.refused(message.payload);
        break;
      default:
        this.handovers.hear(message);
    }
  }

  private refused({ code, message, command_id, handover_id }: Extract<PlaybackFromServer, { type: "playback.error" }>["payload"]): void {
    const refusal = new PlaybackRefusal(code, message);
    if (command_id !== undefined) this.answered(command_id)?.reject(refusal);
    if (handover_id !== undefined) this.handovers.refused(handover_id, refusal);
  }

  private answered(commandId: string): Commanded | undefined {
    const one = this.commanded.get(commandId);
    this.commanded.delete(commandId);
    return one;
  }

  private async obey({ command, payload, sender_device_id, command_id }: Extract<PlaybackFromServer, { type: "playback.command" }>["payload"]): Promise<void> {
    const result = (rest: { ok: boolean; message?: string; data?: Json }) =>
      command_id !== undefined && this.devices.send("playback.command_result", { command_id, sender_device_id, ...rest });
    if (this.options.command === undefined) return;
    try {
      const data = await this.options.command(command, payload, sender_device_id);
      result({ ok: true, ...(data === undefined ? {} : { data }) });
    } catch (trouble) {
      result({ ok: false, message: (trouble instanceof Error ? trouble.message : String(trouble)).slice(0, 200) });
      soundly(() => {
        throw trouble;
      });
    }
  }
}

