import type { RateLimit, Snapshot } from "@rollcall/client/queue";
import { Confirm } from "../ui";
import { AddDialog } from "./AddDialog";
import { BanDialog } from "./BanDialog";
import { CoolDownDialog } from "./CoolDownDialog";
import type { Station } from "./connection";
import { HelpDialog } from "./HelpDialog";
import type { Actions } from "./useActions";

/** What the console asks about before it does it. */
export type Asking =
  | { readonly what: "help" | "add" | "clear" | "off" }
  | { readonly what: "ban"; readonly callsign: string }
  | { readonly what: "cool-down"; readonly limit: RateLimit };

interface Given {
  readonly asking: Asking | null;
  readonly onClose: () => void;
  readonly station: Station;
  readonly queue: Snapshot;
  readonly actions: Actions;
}

/** The console's dialogs, one at a time. */
export const Dialogs = ({ asking, onClose, station, queue, actions }: Given) => {
  const { act } = actions;
  const count = queue.queue.total;
  const those = count === 1 ? "the one who waits" : `all ${count} who wait`;
  return (
    <>
      <Confirm
        open={asking?.what === "off"}
        title="Go off the air?"
        verb="Go off the air"
        onNo={onClose}
        onYes={() => {
          onClose();
          void act("air", () => station.operator.setActive(false));
        }}
      >
        {count === 0 ? "Nobody waits." : `It takes ${those} out of the queue.`} Frequency and split are cleared, and a contact in progress is dropped, not logged. The log stays.
      </Confirm>
      <Confirm
        open={asking?.what === "clear"}
        title="Clear the queue?"
        verb="Clear the queue"
        onNo={onClose}
        onYes={() => {
          onClose();
          void act("clear", () => station.operator.clear());
        }}
      >
        {count === 0 ? "Nobody waits." : `It takes ${those} out of the queue.`} You can undo it for ten minutes.
      </Confirm>
      {asking?.what === "help" && <HelpDialog onClose={onClose} />}
      {asking?.what === "add" && <AddDialog station={station} queue={queue} actions={actions} onClose={onClose} />}
      {asking?.what === "ban" && <BanDialog callsign={asking.callsign} station={station} actions={actions} onClose={onClose} />}
      {asking?.what === "cool-down" && <CoolDownDialog limit={asking.limit} station={station} actions={actions} onClose={onClose} />}
    </>
  );
};
