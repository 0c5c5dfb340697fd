import { Activity } from "lucide-react";
import { SignedIn } from "../app/SignedIn";
import { Badge, Empty, Notice, Page, Panel } from "../ui";
import { histogram } from "./figures";
import { Latency } from "./Latency";
import { LogLevel } from "./LogLevel";
import css from "./Status.module.css";
import { Applications, Checks, Refusals, Warnings } from "./Tables";
import { Tile } from "./Tile";
import { bytes, count, uptime } from "./units";
import { useStatus } from "./useStatus";

/** What runs on this server and how it fares, for those who operate it. */
export const StatusPage = () => (
  <SignedIn title="Status" why="For those who operate this server." admin>
    <Status />
  </SignedIn>
);

const Status = () => {
  const { seen, failed } = useStatus();
  return (
    <Page
      width="wide"
      title="Status"
      about={seen ? `Version ${seen.told.version} · up ${uptime(seen.told.uptime_s)}` : "What runs here, and how it fares."}
      actions={failed ? <Badge tone="bad">Not up to date</Badge> : <Badge tone={seen ? "good" : "plain"}>{seen ? "Every 2 s" : "Asking"}</Badge>}
    >
      {failed && (
        <Notice tone="warn" title={failed.title}>
          {failed.text}
        </Notice>
      )}
      {seen === null ? (
        <Empty picture={<Activity aria-hidden />} title={failed ? "Nothing to show yet" : "Asking the server…"} />
      ) : (
        <>
          <div className={css.tiles}>
            <Tile name="Live connections" what={(one) => one.connections} say={count} history={seen.history} />
            <Tile name="Messages per second" what={(one) => one.messages} say={count} history={seen.history} />
            <Tile name="Traffic per second" what={(one) => one.traffic} say={bytes} history={seen.history} />
            <Tile name="Flushes per second" what={(one) => one.flushes} say={count} history={seen.history} about="to the disk" />
            <Tile name="Refusals" what={(one) => one.refusals} say={count} history={seen.history} about="in the last 2 s" />
            <Tile name="Processor" what={(one) => one.processor} say={(value) => `${Math.round(value)} %`} history={seen.history} about="of one core" />
            <Tile name="Memory" what={(one) => one.memory} say={bytes} history={seen.history} about="process" />
          </div>
          <div className={css.columns}>
            <Applications told={seen.told} />
            <Refusals figures={seen.figures} />
            <Panel title="How long things take">
              <Latency name="Store flush" about="a round written and on the disk" shown={histogram(seen.figures, "store_flush_seconds")} />
              <Latency name="Delivery" about="from accepting to having told everybody" shown={histogram(seen.figures, "delivery_seconds")} />
              <Latency name="Handling" about="a message, by its application" shown={histogram(seen.figures, "handler_duration_ms")} scale={0.001} />
            </Panel>
            <div className={css.stack}>
              <Checks checks={seen.checks} />
              <LogLevel />
            </div>
          </div>
          <Warnings warnings={seen.told.recent_warnings} />
        </>
      )}
    </Page>
  );
};
