import { useMemo, useState } from "react";
import { useEntryIds } from "@rollcall/client/react";
import type { Column } from "../grid/column";
import { useDesk } from "../desk/deskContext";
import { chosen, noFilter, type Filter } from "./filters";

/** A table's filter and order. Who was added since stands at the end, whatever the filter. */
export const useChosen = (columns: readonly Column[]) => {
  const desk = useDesk();
  const ids = useEntryIds(desk);
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [sort, setSort] = useState({ by: "", round: 0 });
  const [added, setAdded] = useState<readonly number[]>([]);
  // What is sorted by is looked up when one sorts, not whenever a column is drawn anew.
  const shown = useMemo(
    () => [...chosen(desk, ids, filter, columns.find(({ id }) => id === sort.by)).filter((id) => !added.includes(id)), ...added.filter((id) => ids.includes(id))],
    [desk, ids, filter, sort, added],
  );
  return {
    all: ids.length,
    shown,
    filter,
    setFilter: (change: Partial<Filter>) => {
      setAdded([]);
      setFilter((before) => ({ ...before, ...change }));
    },
    sort: {
      by: sort.by,
      onSort: (by: string) => {
        setAdded([]);
        setSort((before) => ({ by, round: before.round + 1 }));
      },
    },
    add: (id: number) => setAdded((before) => [...before, id]),
  };
};
