import { PlaybackRefusal, type CommandOutcome, type ConnectedDevice, type Json, type PlaybackState } from "@rollcall/client/devices";
import { ArrowRightLeft, Check, CircleAlert, LoaderCircle, Pause, Play, SkipBack, SkipForward, Volume2, X } from "lucide-react";
import { Badge, Button, classes, IconButton, Menu, MenuHeading, MenuItem, useToast } from "../ui";
import { DevicePicture } from "./DevicePicture";
import css from "./NowPlaying.module.css";
import { Progress } from "./Progress";
import { tracks } from "./tracks";
import { useDragged } from "./useDragged";
import type { Handing } from "./useHandOver";
import type { Here } from "./usePlayer";

/** One player: what it plays and where it is, the buttons that control it from here, and the way to another device. */
export const PlayerCard = ({
  device,
  state,
  others,
  isHere,
  isConnected,
  here,
  handing,
  handOver,
  dismiss,
}: {
  readonly device: ConnectedDevice;
  readonly state: PlaybackState;
  readonly others: readonly ConnectedDevice[];
  readonly isHere: boolean;
  readonly isConnected: boolean;
  readonly here: Here;
  readonly handing: Handing | null;
  readonly handOver: (to: ConnectedDevice) => void;
  readonly dismiss: () => void;
}) => {
  const command = useCommand(here, device, isHere);
  const track = state.current_track;
  const canCommand = isHere || isConnected;
  const word = track === null ? "Nothing playing" : state.is_playing ? "Playing" : "Paused";
  return (
    <li className={classes(css.player, state.is_playing && css.playing)} aria-label={device.name}>
      <header className={css.head}>
        <DevicePicture type={device.device_type} />
        <span className={css.name}>{device.name}</span>
        {isHere && <Badge tone="accent">This page</Badge>}
        <span className={css.state}>
          {track !== null && <Bars isMoving={state.is_playing} />}
          {word}
        </span>
        {track === null && (
          <Menu
            trigger={
              <Button size="s" disabled={!canCommand}>
                <Play aria-hidden />
                Play…
              </Button>
            }
          >
            <MenuHeading>On {isHere ? "this page" : device.name}</MenuHeading>
            {tracks.map((one) => (
              <MenuItem key={one.id} onSelect={() => command("play", { track: one.id })}>
                {one.title}
              </MenuItem>
            ))}
          </Menu>
        )}
      </header>
      {track !== null && (
        <>
          <div className={css.track}>
            <h3>{track.title ?? track.id}</h3>
            {typeof track["about"] === "string" && <p>{track["about"]}</p>}
          </div>
          <Progress state={state} name={device.name} disabled={!canCommand} seek={(position) => command("seek", { position })} />
          <div className={css.controls}>
            <IconButton label="Previous" disabled={!canCommand} onClick={() => command("previous")}>
              <SkipBack aria-hidden />
            </IconButton>
            <IconButton label={state.is_playing ? "Pause" : "Play"} look="primary" size="l" disabled={!canCommand} onClick={() => command(state.is_playing ? "pause" : "play")}>
              {state.is_playing ? <Pause aria-hidden /> : <Play aria-hidden />}
            </IconButton>
            <IconButton label="Next" disabled={!canCommand} onClick={() => command("next")}>
              <SkipForward aria-hidden />
            </IconButton>
            <Volume name={device.name} state={state} disabled={!canCommand} set={(volume) => command("volume", { volume })} />
            <Menu
              trigger={
                <Button disabled={!isConnected || others.length === 0 || handing?.stage === "under way"} title={others.length === 0 ? "There is no other player to move it to" : "Move it to another device"}>
                  <ArrowRightLeft aria-hidden />
                  Move to…
                </Button>
              }
            >
              <MenuHeading>Go on playing on</MenuHeading>
              {others.map((one) => (
                <MenuItem key={one.id} onSelect={() => handOver(one)}>
                  {one.name}
                </MenuItem>
              ))}
            </Menu>
          </div>
        </>
      )}
      {handing !== null && (
        <p role="status" className={classes(css.handing, css[handing.stage === "under way" ? "going" : handing.stage])}>
          {handing.stage === "done" ? <Check aria-hidden /> : handing.stage === "failed" ? <CircleAlert aria-hidden /> : <LoaderCircle aria-hidden className={css.turning} />}
          <span>{handing.sentence}</span>
          {handing.stage !== "under way" && (
            <IconButton label="Dismiss" size="s" onClick={dismiss}>
              <X aria-hidden />
            </IconButton>
          )}
        </p>
      )}
    </li>
  );
};

/** Three bars that move while something plays. */
const Bars = ({ isMoving }: { readonly isMoving: boolean }) => (
  <span className={classes(css.bars, isMoving && css.moving)} aria-hidden>
    <i />
    <i />
    <i />
  </span>
);

const failures: { readonly [Status in CommandOutcome["status"]]: string } = { done: "", sent: "", failed: "did not do it.", timeout: "did not answer in time.", gone: "has gone." };

/** Tells a device what to do: this page at once, another one through the server. What goes wrong is said. */
const useCommand = ({ player, instrument }: Here, device: ConnectedDevice, isHere: boolean) => {
  const say = useToast();
  const command = async (name: string, payload: Json) => {
    try {
      if (isHere) return await instrument.command(name, payload);
      const { status, message } = await player.command(device.id, name, payload);
      if (status !== "done" && status !== "sent") say(`${device.name} ${failures[status]} ${message ?? ""}`, "bad");
    } catch (no) {
      say(no instanceof PlaybackRefusal && no.code === "device_not_found" ? `${device.name} has gone.` : no instanceof Error ? no.message : String(no), "bad");
    }
  };
  return (name: string, payload: Json = null) => void command(name, payload);
};

/** How loud. It is told once the finger is off, not at every step. */
const Volume = ({ name, state, disabled, set }: { readonly name: string; readonly state: PlaybackState; readonly disabled: boolean; readonly set: (volume: number) => void }) => {
  const { dragged, drag, done } = useDragged(state, (percent) => set(percent / 100));
  const shown = dragged ?? Math.round((state.volume ?? 1) * 100);
  return (
    <label className={css.volume}>
      <Volume2 aria-hidden />
      <input
        type="range"
        min={0}
        max={100}
        aria-label={`Volume of ${name}`}
        aria-valuetext={`${shown} %`}
        value={shown}
        disabled={disabled}
        style={{ "--part": `${shown}%` } as React.CSSProperties}
        onChange={(event) => drag(Number(event.target.value))}
        onPointerUp={done}
        onKeyUp={done}
        onBlur={done}
      />
    </label>
  );
};
