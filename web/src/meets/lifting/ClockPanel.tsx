import { Pause, Play, RotateCcw } from "lucide-react";
import { Button, classes, IconButton, Menu, MenuItem } from "../../ui";
import css from "./lifting.module.css";
import { clockText } from "../../words/time";
import type { Clock } from "./useClock";

const minutes = [1, 2, 3, 5, 10, 15, 20];

/** The platform's clock: read from across the hall, worked with one key. */
export const ClockPanel = ({ clock, mayWrite }: { readonly clock: Clock; readonly mayWrite: boolean }) => (
  <div className={css.clock}>
    <div role="timer" aria-label="Clock" className={classes(css.time, clock.leftMs === 0 && css.over, clock.running && clock.leftMs <= 10_000 && css.soon)}>
      {clockText(clock.leftMs)}
    </div>
    <div className={css.clockWord}>{clock.leftMs === 0 ? "Time is up" : clock.running ? "Running" : "Stopped"}{clock.isOwn && ", on this desk only"}</div>
    {mayWrite && (
      <div className={css.clockTools}>
        <Button onClick={clock.running ? clock.stop : clock.start} aria-keyshortcuts="Space">
          {clock.running ? <Pause aria-hidden /> : <Play aria-hidden />}
          {clock.running ? "Stop" : "Start"}
        </Button>
        <IconButton look="plain" label="Reset the clock" onClick={() => clock.reset()} aria-keyshortcuts="R">
          <RotateCcw aria-hidden />
        </IconButton>
        <Menu trigger={<Button look="quiet">{clockText(clock.lengthMs)}</Button>}>
          {minutes.map((one) => (
            <MenuItem key={one} onSelect={() => clock.reset(one * 60_000)}>
              {one} {one === 1 ? "minute" : "minutes"}
            </MenuItem>
          ))}
        </Menu>
      </div>
    )}
  </div>
);
