import type { AttemptView, Lift } from "@rollcall/client/meets";
import { Attempt } from "./Attempt";
import css from "./ResultTable.module.css";
import type { Listing, PagePart, ResultRow } from "./results";
import { dotted, liftName, pointsText, subtotalKg, unitSign, weightText } from "./words";

/** The results of one group: for each lift the attempts, or the best where the flight is not on a platform just now; subtotal, total, points. */
export const ResultTable = ({ part, listing, units, formula }: { readonly part: PagePart; readonly listing: Listing; readonly units: string; readonly formula: string }) => {
  const { group, rows, isContinued } = part;
  return (
    <table className={css.table}>
      <caption className={css.caption}>
        <b>{group.heading}</b> <span>{group.about}</span> {isContinued && <i>continued</i>}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={css.place}>
            <abbr title="Place">#</abbr>
          </th>
          <th scope="col" className={css.who}>
            Lifter
          </th>
          {group.lifts.map((lift) => (
            <th scope="col" key={lift} className={css.lift}>
              {liftName(lift)}
            </th>
          ))}
          {group.lifts.length > 1 && (
            <th scope="col" className={css.sub}>
              Subtotal
            </th>
          )}
          <th scope="col" className={css.total}>
            Total
          </th>
          <th scope="col" className={css.points}>
            {formula || "Points"}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} lifts={group.lifts} listing={listing} units={units} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ row, lifts, listing, units }: { readonly row: ResultRow; readonly lifts: readonly Lift[]; readonly listing: Listing; readonly units: string }) => {
  const place = row.place ?? row.projectedPlace;
  const isProjected = row.place === null && row.projectedPlace !== null;
  const total = row.totalKg > 0 ? row.totalKg : row.projectedTotalKg;
  return (
    <tr data-up={row.isUp || undefined} data-first={(listing === "class" && row.place === 1) || undefined}>
      <td className={css.place}>{place === null ? <span className="said">no place</span> : isProjected ? <i title="Projected">{place}</i> : <b>{place}</b>}</td>
      <th scope="row" className={css.who}>
        <span className={css.name}>{row.name || "No name"}</span>
        <small>
          {row.isUp && <em>On the platform</em>}
          {dotted(row.guest && "Guest", row.bodyweightKg > 0 && `${weightText(row.bodyweightKg, units)} ${unitSign(units)}`, row.team)}
        </small>
      </th>
      {lifts.map((lift) => (
        <td key={lift} className={css.lift} data-lift={lift}>
          <LiftCell attempts={row.attempts?.[lift] ?? null} best={row.best[lift] ?? 0} units={units} />
        </td>
      ))}
      {lifts.length > 1 && <td className={css.sub}>{weightText(subtotalKg(row.best), units)}</td>}
      <td className={css.total}>
        {row.totalKg > 0 ? <b>{weightText(total, units)}</b> : total > 0 ? <i title="Projected">{weightText(total, units)}</i> : ""}
      </td>
      <td className={css.points}>{pointsText(row.points)}</td>
    </tr>
  );
};

const LiftCell = ({ attempts, best, units }: { readonly attempts: readonly AttemptView[] | null; readonly best: number; readonly units: string }) =>
  attempts === null ? (
    <span className={css.best}>{best > 0 ? weightText(best, units) : "–"}</span>
  ) : (
    <span className={css.attempts}>
      {Array.from({ length: Math.max(3, attempts.length) }, (_, nth) => (
        <Attempt key={nth} attempt={attempts[nth]} />
      ))}
    </span>
  );
