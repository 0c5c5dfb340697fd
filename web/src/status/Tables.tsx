import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, classes, Panel, table } from "../ui";
import { timeOfDay } from "../words/time";
import { isRefusal, refusals, type Check, type Seen, type Warning } from "./useStatus";
import css from "./Status.module.css";
import { bytes, count, duration } from "./units";

/** A table that scrolls sideways by itself where the window is narrow, by keyboard too. */
const Rows = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={table.scroll} tabIndex={0} role="region" aria-label={label}>
    <table className={classes(table.table, table.edge)}>{children}</table>
  </div>
);

/** Kinds of channels that are not called like the application they belong to. */
const applicationOf: { readonly [kind: string]: string | undefined } = { meet: "meets", room: "rooms", user: "devices" };

/** Live connections and channels, by application. */
export const Applications = ({ told }: Pick<Seen, "told">) => {
  const channels = new Map<string, number>();
  for (const [kind, number] of Object.entries(told.channels)) {
    const name = applicationOf[kind] ?? kind;
    channels.set(name, (channels.get(name) ?? 0) + number);
  }

  const names = [...new Set([...Object.keys(told.connections), ...channels.keys()])].sort();
  const most = Math.max(1, ...Object.values(told.connections));
  return (
    <Panel title="Applications" flush>
      <Rows label="Applications">
        <thead>
          <tr>
            <th>Application</th>
            <th className={table.number}>Channels</th>
            <th className={table.number}>Connections</th>
            <th aria-hidden className={css.barColumn} />
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={table.number}>{count(channels.get(name) ?? 0)}</td>
              <td className={table.number}>{count(told.connections[name] ?? 0)}</td>
              <td aria-hidden className={css.barColumn}>
                <i className={css.bar} style={{ width: `${((told.connections[name] ?? 0) / most) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </Rows>
    </Panel>
  );
};

/** What was refused since the server started, by kind and reason. */
export const Refusals = ({ figures }: Pick<Seen, "figures">) => {
  const rows = refusals
    .flatMap(({ name, what }) =>
      (figures.get(name) ?? [])
        .filter((sample) => sample.value > 0 && isRefusal(sample))
        .map(({ labels, value }) => ({ what, why: Object.values(labels).join(", ").replaceAll("_", " "), value })),
    )
    .sort((one, other) => other.value - one.value);
  return (
    <Panel title="Refused since the start" flush>
      {rows.length === 0 ? (
        <p className={css.none}>Nothing has been refused.</p>
      ) : (
        <Rows label="Refused since the start">
          <thead>
            <tr>
              <th>What</th>
              <th>Why</th>
              <th className={table.number}>Times</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, why, value }) => (
              <tr key={`${what} ${why}`}>
                <th scope="row">{what}</th>
                <td>{why}</td>
                <td className={table.number}>{count(value)}</td>
              </tr>
            ))}
          </tbody>
        </Rows>
      )}
    </Panel>
  );
};

const factsOf = (check: Check): string =>
  [
    typeof check["free_bytes"] === "number" ? `${bytes(check["free_bytes"])} free` : "",
    typeof check["last_flush"] === "string" ? `last flush ${timeOfDay(check["last_flush"])}` : "",
    typeof check["problem"] === "string" ? check["problem"] : "",
  ]
    .filter(Boolean)
    .join(" · ");

/** What the server looks at to know whether it is well. */
export const Checks = ({ checks }: Pick<Seen, "checks">) => (
  <Panel title="Checks" flush>
    <Rows label="Checks">
      <thead>
        <tr>
          <th>Part</th>
          <th>State</th>
          <th className={table.number}>Took</th>
          <th>More</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(checks).map(([name, check]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Badge tone={check.status === "ok" ? "good" : "bad"}>
                {check.status === "ok" ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
                {check.status}
              </Badge>
            </td>
            <td className={table.number}>{check.latency_ms === undefined ? "" : duration(check.latency_ms / 1_000)}</td>
            <td className={css.wrap}>{factsOf(check)}</td>
          </tr>
        ))}
      </tbody>
    </Rows>
  </Panel>
);

/** What was logged last that may need attention, the newest first. */
export const Warnings = ({ warnings }: { readonly warnings: readonly Warning[] }) => (
  <Panel title="Recent warnings" flush>
    {warnings.length === 0 ? (
      <p className={css.none}>No warnings since the server started.</p>
    ) : (
      <div className={css.warnings} tabIndex={0} role="region" aria-label="Recent warnings">
        <table className={classes(table.table, table.edge)}>
          <thead>
            <tr>
              <th>Time</th>
              <th>Level</th>
              <th>Message</th>
            </tr>
          </thead>
          <tbody>
            {warnings.toReversed().map((warning, place) => (
              <tr key={`${warning.at} ${warnings.length - place}`}>
                <td>{timeOfDay(warning.at)}</td>
                <td>
                  <Badge tone={warning.level === "warning" ? "warn" : "bad"}>{warning.level}</Badge>
                </td>
                <td className={css.wrap}>{warning.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Panel>
);
