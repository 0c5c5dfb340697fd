import { Cloud, CloudOff, LoaderCircle, RefreshCw } from "lucide-react";
import type { LineStatus } from "@rollcall/client";
import { Badge } from "./Badge";

/** How the connection stands, in a word; `owed` is how many own edits are not confirmed yet. */
export const LineState = ({ line, owed = 0 }: { readonly line: LineStatus; readonly owed?: number }) => {
  const unsent = owed > 0 && <span data-owed>· {owed} unconfirmed</span>;
  return (
    <span role="status" aria-label="Connection" data-line={line.state}>
      {line.state === "connected" ? (
        <Badge tone={owed === 0 ? "good" : "warn"}>
          {owed === 0 ? <Cloud aria-hidden /> : <RefreshCw aria-hidden />}
          {owed === 0 ? "Live" : `Sending ${owed}`}
        </Badge>
      ) : line.state === "connecting" || line.state === "idle" ? (
        <Badge>
          <LoaderCircle aria-hidden />
          Connecting{unsent}
        </Badge>
      ) : line.state === "waiting" ? (
        <Badge tone="bad">
          <CloudOff aria-hidden />
          Offline{unsent}
        </Badge>
      ) : (
        <Badge tone="bad">
          <CloudOff aria-hidden />
          Disconnected{unsent}
        </Badge>
      )}
    </span>
  );
};
