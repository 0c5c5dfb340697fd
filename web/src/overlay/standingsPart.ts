import "./standings.css";
import type { LifterView, PlatformView, Standings } from "@rollcall/client/meets";
import { className, dotted, sexName, turns } from "../displays/words";
import { ordinal } from "../words/ordinal";
import { weightText } from "../words/weights";
import { made, mark, show, write, writeFitted } from "./dom";

const most = 8;

/** The class of whoever is up, in the order of the totals as they will be. */
export const standingsPart = () => {
  const [title, about, kind] = [made("title"), made("about"), made("kind")];
  const rows = Array.from({ length: most }, () => {
    const [place, name, total] = [made("place"), made("name"), made("total")];
    return { row: made("row", place, name, total), place, name, total };
  });
  const node = made("standings plate", made("head", title, about, kind), ...rows.map(({ row }) => row));
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "Standings");
  let last: LifterView | null = null;

  const draw = (view: PlatformView["view"], standings: Standings | null) => {
    last = turns(view).current ?? last;
    const lifter = last;
    const group =
      standings?.classes.find(({ sex, division, event, rows: among }) => lifter !== null && sex === lifter.sex && division === lifter.division && event === lifter.event && among.some(({ entryId }) => entryId === lifter.entryId)) ??
      standings?.classes.find(({ rows: among }) => among.some(({ entryId }) => entryId === lifter?.entryId)) ??
      standings?.classes[0];
    show(node, group !== undefined);
    if (group === undefined) return;
    const { units } = view.meet;
    write(title, `${sexName(group.sex)} ${className(group.weightClass, units)}`.trim());
    write(about, dotted(group.division, group.equipment));
    write(kind, group.rows.every(({ totalKg, projectedTotalKg }) => totalKg === projectedTotalKg) ? "Total" : "Projected");
    // Whoever is up is always among those shown.
    const at = group.rows.findIndex(({ entryId }) => entryId === view.currentEntryId);
    const listed = at < most ? group.rows.slice(0, most) : [...group.rows.slice(0, most - 1), group.rows[at]!];
    for (const [nth, { row, place, name, total }] of rows.entries()) {
      const one = listed[nth];
      mark(row, "data-used", one === undefined ? null : "");
      if (one === undefined) continue;
      mark(row, "data-up", one.entryId === view.currentEntryId ? "" : null);
      const rank = one.projectedPlace ?? one.place;
      write(place, rank === null ? "–" : String(rank));
      mark(place, "aria-label", rank === null ? null : ordinal(rank));
      mark(place, "role", rank === null ? null : "img");
      writeFitted(name, one.name || "No name");
      write(total, weightText(one.projectedTotalKg, units));
    }
  };
  return { node, draw };
};
