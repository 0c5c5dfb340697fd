import type { Snapshot } from "@rollcall/client/queue";
import { Eraser, LogOut, Settings2, Timer, Waypoints } from "lucide-react";
import { IconButton, Menu, MenuItem, MenuLine } from "../ui";
import type { Station } from "./connection";
import type { Asking } from "./Dialogs";
import type { Actions } from "./useActions";

/** What an operator sets now and then. */
export const Settings = ({ station, operator, actions, onAsk }: { readonly station: Station; readonly operator: NonNullable<Snapshot["operator"]>; readonly actions: Actions; readonly onAsk: (asking: Asking) => void }) => {
  const { queue } = station;
  const { logger_integration: lets, rate_limit: limit } = operator;
  const set = (name: string, what: () => Promise<unknown>) =>
    // What only operators hear of comes with no event.
    void actions.act(name, async () => {
      await what();
      await queue.refresh();
    });
  return (
    <Menu
      trigger={
        <IconButton label="Settings of the queue">
          <Settings2 aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => set("logger", () => station.operator.setLoggerIntegration(!lets))}>
        <Waypoints aria-hidden />
        {lets ? "Shut logging programs out" : "Let logging programs in"}
      </MenuItem>
      <MenuItem onSelect={() => onAsk({ what: "cool-down", limit })}>
        <Timer aria-hidden />
        Cool-down{limit.enabled ? `: ${limit.time_period_minutes} min` : ": off"}
      </MenuItem>
      <MenuLine />
      <MenuItem danger onSelect={() => onAsk({ what: "clear" })}>
        <Eraser aria-hidden />
        Clear the queue…
      </MenuItem>
      {queue.getSnapshot().operator !== null && (
        <MenuItem onSelect={() => queue.logOut()}>
          <LogOut aria-hidden />
          Log out
        </MenuItem>
      )}
    </Menu>
  );
};
