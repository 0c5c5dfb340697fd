import { ResultLine } from "./ResultLine";
import css from "./ResultTable.module.css";
import type { Listing, PagePart } from "./results";
import { liftName } from "./words";

/** The results of one group: for each lift the attempts; subtotal, total, points. */
export const ResultTable = ({ part, listing, units, formula }: { readonly part: PagePart; readonly listing: Listing; readonly units: string; readonly formula: string }) => {
  const { group, rows, isContinued } = part;
  return (
    <table className={css.table}>
      <caption className={css.caption}>
        <b>{group.heading}</b> <span>{group.about}</span> {isContinued && <i>continued</i>}
      </caption>
      <colgroup>
        <col className={css.placeWidth} />
        <col />
        {group.lifts.map((lift) => (
          <col key={lift} className={css.liftWidth} />
        ))}
        {group.lifts.length > 1 && <col className={css.sumWidth} />}
        <col className={css.sumWidth} />
        <col className={css.sumWidth} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <abbr title="Place">#</abbr>
          </th>
          <th scope="col" className={css.left}>
            Lifter
          </th>
          {group.lifts.map((lift) => (
            <th scope="col" key={lift}>
              {liftName(lift)}
            </th>
          ))}
          {group.lifts.length > 1 && (
            <th scope="col" className={css.right}>
              Subtotal
            </th>
          )}
          <th scope="col" className={css.right}>
            Total
          </th>
          <th scope="col" className={css.right}>
            {formula || "Points"}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ResultLine key={row.key} row={row} lifts={group.lifts} listing={listing} units={units} />
        ))}
      </tbody>
    </table>
  );
};
