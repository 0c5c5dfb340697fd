import type { LineStatus } from "@rollcall/client";
import type { QueueRefusal } from "@rollcall/client/queue";
import { Button, Notice } from "../ui";
import { queueName } from "./connection";

/** What somebody should know about the connection, where the badge is not enough. */
export const Line = ({ line, refused, knows }: { readonly line: LineStatus; readonly refused: QueueRefusal | null; readonly knows: boolean }) => {
  if (refused?.code === "unknown_queue")
    return (
      <Notice tone="bad" title="There is no such queue">
        This server runs no queue called “{queueName()}”. Look at the address, or go to <a href={location.pathname}>the queue of this server</a>.
      </Notice>
    );
  if (line.state === "ended")
    return (
      <Notice tone="bad" title="The server has closed this connection" actions={<Button onClick={() => location.reload()}>Connect again</Button>}>
        {refused?.message ?? line.reason}
      </Notice>
    );
  if (line.state !== "waiting") return null;
  return (
    <Notice tone="warn" title="No connection">
      {knows ? "What you see is how things stood last. This page comes back by itself; nothing is lost." : "The server cannot be reached. This page tries again by itself."}
    </Notice>
  );
};
