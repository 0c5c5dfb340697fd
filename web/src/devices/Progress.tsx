import type { PlaybackState } from "@rollcall/client/devices";
import { useEffect, useState } from "react";
import css from "./NowPlaying.module.css";
import { useDragged } from "./useDragged";
import { positionOf } from "./usePlayer";

const tickMs = 250;

/** Minutes and seconds. */
export const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Where the track is; it runs on by itself while it plays. Dragging it goes there. */
export const Progress = ({ state, name, disabled, seek }: { readonly state: PlaybackState; readonly name: string; readonly disabled: boolean; readonly seek: (position: number) => void }) => {
  const [now, setNow] = useState(() => performance.now());
  const { dragged, drag, done } = useDragged(state, seek);
  useEffect(() => {
    setNow(performance.now());
    if (!state.is_playing) return;
    const timer = setInterval(() => setNow(performance.now()), tickMs);
    return () => clearInterval(timer);
  }, [state]);
  const length = (state.current_track?.duration ?? 0) / 1_000;
  const position = dragged ?? positionOf(state, now);
  return (
    <div className={css.progress}>
      <output className={css.time}>{minutes(position)}</output>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.floor(length))}
        step={1}
        disabled={disabled || length === 0}
        aria-label={`Position on ${name}`}
        aria-valuetext={`${minutes(position)} of ${minutes(length)}`}
        value={Math.floor(position)}
        style={{ "--part": `${length === 0 ? 0 : (position / length) * 100}%` } as React.CSSProperties}
        onChange={(event) => drag(Number(event.target.value))}
        onPointerUp={done}
        onKeyUp={done}
        onBlur={done}
      />
      <span className={css.length}>{minutes(length)}</span>
    </div>
  );
};
