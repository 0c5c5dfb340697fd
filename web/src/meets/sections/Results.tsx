import { Medal } from "lucide-react";
import { useEffect, useState } from "react";
import type { Standings } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { Badge, classes, Empty, Notice, Panel, table, Tabs } from "../../ui";
import { Loading } from "../../app/Loading";
import { Section } from "../desk/Section";
import { useDesk, useIsLive } from "../desk/deskContext";
import { useInKg, useText } from "../meetFields";
import { unitName, weightText } from "../units";
import { sentence, timeText } from "../words";
import css from "./sections.module.css";

/** Places and points as the server computes them, fetched again whenever they may be others. */
const useStandings = () => {
  const desk = useDesk();
  const at = useWatched(desk, () => desk.standingsAt);
  const isLive = useIsLive();
  const [standings, setStandings] = useState<Standings | null>(null);
  const [no, setNo] = useState<string | null>(null);
  useEffect(() => {
    if (!isLive) return;
    let isOld = false;
    desk.files.standings().then(
      (now) => {
        if (isOld) return;
        setStandings(now);
        setNo(null);
      },
      (trouble: unknown) => isOld || setNo(sentence(trouble)),
    );
    return () => {
      isOld = true;
    };
  }, [desk, at, isLive]);
  return { standings, no, isLive };
};

const title = (...parts: readonly string[]): string => parts.filter((one) => one !== "").join(" · ");
const sexes: { readonly [sex: string]: string } = { M: "Men", F: "Women", Mx: "Mx" };

/** Who is where: by class, and by points. */
export const Results = () => {
  const desk = useDesk();
  const inKg = useInKg(desk);
  const formula = useText(desk, "formula");
  const { standings, no, isLive } = useStandings();
  const [by, setBy] = useState("classes");
  if (standings === null)
    return (
      <Section title="Results">
        {no !== null ? <Notice tone="bad">{no}</Notice> : isLive ? <Loading /> : <Notice tone="warn">Places come from the server. They are here as soon as the line is back.</Notice>}
      </Section>
    );
  const unit = unitName(inKg);
  return (
    <Section title="Results" about={isLive ? undefined : `As of ${timeText(standings.serverTime)}. There is no line just now.`}>
      {no !== null && <Notice tone="bad">{no}</Notice>}
      <Tabs
        label="Results"
        value={by}
        onChange={setBy}
        tabs={[
          { value: "classes", label: "By class" },
          { value: "points", label: `By points${formula === "" ? "" : ` (${formula})`}` },
        ]}
      >
        {standings.classes.length === 0 && (
          <Empty picture={<Medal aria-hidden />} title="No results yet">
            They are here as soon as somebody is registered.
          </Empty>
        )}
        <div className={css.results}>
          {by === "classes"
            ? standings.classes.map((one) => {
                const name = title(sexes[one.sex] ?? one.sex, one.weightClass === "" ? "" : `${one.weightClass} ${unit}`, one.division, one.equipment, one.event);
                return (
                  <Panel key={name} flush title={name}>
                    <div className={table.scroll} tabIndex={0} role="region" aria-label={name}>
                      <table className={classes(table.table, table.edge, css.even)}>
                        <thead>
                          <tr>
                            <th>Place</th>
                            <th>Lifter</th>
                            <th className={table.number}>Weight</th>
                            {(["S", "B", "D"] as const).filter((lift) => one.event.includes(lift)).map((lift) => (
                              <th key={lift} className={table.number}>
                                {{ S: "Squat", B: "Bench", D: "Deadlift" }[lift]}
                              </th>
                            ))}
                            <th className={table.number}>Total</th>
                            <th className={table.number}>Points</th>
                          </tr>
                        </thead>
                        <tbody>
                          {one.rows.map((row) => (
                            <tr key={row.entryId}>
                              <td className={table.number}>
                                <span className={css.rank}>{row.guest ? "G" : (row.place ?? "–")}</span>
                              </td>
                              <td className={css.lifter}>
                                {row.name || `Lifter ${row.entryId}`} {row.guest && <Badge>Guest</Badge>}
                                {row.team !== "" && <span className={css.team}>{row.team}</span>}
                              </td>
                              <td className={table.number}>{weightText(row.bodyweightKg, inKg)}</td>
                              {(["S", "B", "D"] as const).filter((lift) => one.event.includes(lift)).map((lift) => (
                                <td key={lift} className={table.number}>
                                  {weightText(row.best[lift] ?? 0, inKg) || "–"}
                                </td>
                              ))}
                              <td className={table.number}>
                                <strong>{weightText(row.totalKg, inKg) || "–"}</strong>
                              </td>
                              <td className={table.number}>{row.points?.toFixed(2) ?? "–"}</td>
                            </tr>
                          ))}
                        </tbody>
                      </table>
                    </div>
                  </Panel>
                );
              })
            : standings.points.map((one) => {
                const name = title(sexes[one.sex] ?? one.sex, one.equipment, one.event);
                return (
                  <Panel key={name} flush title={name}>
                    <div className={table.scroll} tabIndex={0} role="region" aria-label={name}>
                      <table className={classes(table.table, table.edge, css.even)}>
                        <thead>
                          <tr>
                            <th>Rank</th>
                            <th>Lifter</th>
                            <th className={table.number}>Total</th>
                            <th className={table.number}>Points</th>
                            <th className={table.number}>With age</th>
                          </tr>
                        </thead>
                        <tbody>
                          {one.rows.map((row) => (
                            <tr key={row.entryId}>
                              <td className={table.number}>
                                <span className={css.rank}>{row.rank}</span>
                              </td>
                              <td className={css.lifter}>{row.name || `Lifter ${row.entryId}`}</td>
                              <td className={table.number}>{weightText(row.totalKg, inKg) || "–"}</td>
                              <td className={table.number}>{row.points?.toFixed(2) ?? "–"}</td>
                              <td className={table.number}>
                                <strong>{row.agePoints?.toFixed(2) ?? "–"}</strong>
                              </td>
                            </tr>
                          ))}
                        </tbody>
                      </table>
                    </div>
                  </Panel>
                );
              })}
        </div>
      </Tabs>
    </Section>
  );
};
