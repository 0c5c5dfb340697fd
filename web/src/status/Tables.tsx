import { CircleCheck, TriangleAlert } from "lucide-react";
import { Badge, Panel, Table, table } from "../ui";
import { timeOfDay } from "../words/time";
import { isRefusal, refusals, type Check, type Seen, type Warning } from "./useStatus";
import css from "./Status.module.css";
import { bytes, count, duration } from "./units";

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
      <Table label="Applications" edge className={css.applications} heads={["Application", { name: "Channels", as: "number" }, { name: "Connections", as: "number" }, { name: "Share of the connections", as: "said" }]}>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={table.number}>{count(channels.get(name) ?? 0)}</td>
            <td className={table.number}>{count(told.connections[name] ?? 0)}</td>
            <td aria-hidden>
              <i className={css.bar} style={{ width: `${((told.connections[name] ?? 0) / most) * 100}%` }} />
            </td>
          </tr>
        ))}
      </Table>
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
        <Table label="Refused since the start" edge heads={["What", "Why", { name: "Times", as: "number" }]}>
          {rows.map(({ what, why, value }) => (
            <tr key={`${what} ${why}`}>
              <th scope="row">{what}</th>
              <td>{why}</td>
              <td className={table.number}>{count(value)}</td>
            </tr>
          ))}
        </Table>
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
    <Table label="Checks" edge heads={["Part", "State", { name: "Took", as: "number" }, "More"]}>
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
    </Table>
  </Panel>
);

/** What was logged last that may need attention, the newest first. */
export const Warnings = ({ warnings }: { readonly warnings: readonly Warning[] }) => (
  <Panel title="Recent warnings" flush>
    {warnings.length === 0 ? (
      <p className={css.none}>No warnings since the server started.</p>
    ) : (
      <Table label="Recent warnings" heads={["Time", "Level", "Message"]} edge frameClassName={css.warnings}>
        {warnings.toReversed().map((warning, place) => (
          <tr key={`${warning.at} ${warnings.length - place}`}>
            <td>{timeOfDay(warning.at)}</td>
            <td>
              <Badge tone={warning.level === "warning" ? "warn" : "bad"}>{warning.level}</Badge>
            </td>
            <td className={css.wrap}>{warning.message}</td>
          </tr>
        ))}
      </Table>
    )}
  </Panel>
);
