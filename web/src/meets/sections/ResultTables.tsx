import type { Standings } from "@rollcall/client/meets";
import { Badge, Panel, Table, table } from "../../ui";
import { unitName, weightText } from "../units";
import css from "./sections.module.css";

type ClassStanding = Standings["classes"][number];
type PointsStanding = Standings["points"][number];

const title = (...parts: readonly string[]): string => parts.filter((one) => one !== "").join(" · ");
const sexes: { readonly [sex: string]: string } = { M: "Men", F: "Women", Mx: "Mx" };
const liftNames = { S: "Squat", B: "Bench", D: "Deadlift" } as const;

/** What a class is called. */
export const classTitle = ({ sex, weightClass, division, equipment, event }: ClassStanding, inKg: boolean): string => title(sexes[sex] ?? sex, weightClass === "" ? "" : `${weightClass} ${unitName(inKg)}`, division, equipment, event);

/** What those are called who are ranked by points together. */
export const pointsTitle = ({ sex, equipment, event }: PointsStanding): string => title(sexes[sex] ?? sex, equipment, event);

/** The places of one class. */
export const ClassTable = ({ of, inKg }: { readonly of: ClassStanding; readonly inKg: boolean }) => {
  const name = classTitle(of, inKg);
  const lifts = (["S", "B", "D"] as const).filter((lift) => of.event.includes(lift));
  return (
    <Panel flush title={name}>
      <Table label={name} edge className={css.even} heads={["Place", "Lifter", ...["Weight", ...lifts.map((lift) => liftNames[lift]), "Total", "Points"].map((one) => ({ name: one, as: "number" }) as const)]}>
        {of.rows.map((row) => (
          <tr key={row.entryId}>
            <td className={table.number}>
              <span className={css.rank}>{row.guest ? "G" : (row.place ?? "–")}</span>
            </td>
            <td className={css.lifter}>
              {row.name || `Lifter ${row.entryId}`} {row.guest && <Badge>Guest</Badge>}
              {row.team !== "" && <span className={css.team}>{row.team}</span>}
            </td>
            <td className={table.number}>{weightText(row.bodyweightKg, inKg)}</td>
            {lifts.map((lift) => (
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
      </Table>
    </Panel>
  );
};

/** The ranks by points. */
export const PointsTable = ({ of, inKg }: { readonly of: PointsStanding; readonly inKg: boolean }) => {
  const name = pointsTitle(of);
  return (
    <Panel flush title={name}>
      <Table label={name} edge className={css.even} heads={["Rank", "Lifter", ...["Total", "Points", "With age"].map((one) => ({ name: one, as: "number" }) as const)]}>
        {of.rows.map((row) => (
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
      </Table>
    </Panel>
  );
};
