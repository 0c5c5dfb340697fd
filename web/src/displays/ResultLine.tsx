import type { AttemptView, Lift } from "@rollcall/client/meets";
import { Attempt } from "./Attempt";
import css from "./ResultLine.module.css";
import { isProjected, type Listing, type ResultRow } from "./results";
import { dotted, pointsText, subtotalKg, unitSign } from "./words";
import { weightText } from "../words/weights";

/** One lifter's results. What is underlined with dots is projected. */
export const ResultLine = ({ row, lifts, listing, units }: { readonly row: ResultRow; readonly lifts: readonly Lift[]; readonly listing: Listing; readonly units: string }) => {
  const place = row.place ?? row.projectedPlace;
  return (
    <tr className={css.line} data-up={row.isUp || undefined} data-first={(listing === "class" && row.place === 1) || undefined}>
      <td className={css.place}>{place === null ? <span className="said">no place</span> : row.place === null ? <i title="Projected">{place}</i> : <b>{place}</b>}</td>
      <th scope="row" className={css.who}>
        <span className={css.name}>{row.name || "No name"}</span>
        <small>
          {row.isUp && <em>On the platform</em>}
          {dotted(row.guest && "Guest", row.bodyweightKg > 0 && `${weightText(row.bodyweightKg, units)} ${unitSign(units)}`, row.team)}
        </small>
      </th>
      {lifts.map((lift) => (
        <td key={lift} className={css.lift} data-lift={lift}>
          <Attempts attempts={row.attempts[lift] ?? []} />
        </td>
      ))}
      {lifts.length > 1 && <td className={css.sub}>{weightText(subtotalKg(row.best), units)}</td>}
      <td className={css.total}>
        {row.totalKg > 0 ? <b>{weightText(row.totalKg, units)}</b> : isProjected(row) ? <i title="Projected">{weightText(row.projectedTotalKg, units)}</i> : ""}
      </td>
      <td className={css.points}>{pointsText(row.points)}</td>
    </tr>
  );
};

const Attempts = ({ attempts }: { readonly attempts: readonly AttemptView[] }) => (
  <span className={css.attempts}>
    {Array.from({ length: Math.max(3, attempts.length) }, (_, nth) => (
      <Attempt key={nth} attempt={attempts[nth]} />
    ))}
  </span>
);
