import { ClipboardList, Plus, Trash2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button, Confirm, Empty, useToast } from "../../ui";
import { Section } from "../desk/Section";
import { useDesk, useRights } from "../desk/deskContext";
import { Grid } from "../grid/Grid";
import { useGrid } from "../grid/useGrid";
import { useNumber, useTexts } from "../meetFields";
import { usePlatformNumbers } from "../lifting/usePlatformNumbers";
import { count } from "../words";
import { registrationColumns } from "./columns";
import { FilterBar } from "./FilterBar";
import { Foot } from "./Foot";
import { freshLifter } from "./lifter";
import css from "./lifters.module.css";
import { useChosen } from "./useChosen";

/** Who lifts in this meet. */
export const Registration = () => {
  const desk = useDesk();
  const { mayWrite } = useRights();
  const say = useToast();
  const divisions = useTexts(desk, "divisions");
  const columns = useMemo(() => registrationColumns(divisions), [divisions.join("\n")]);
  const { all, shown, filter, setFilter, sort, add } = useChosen(columns);
  const [doomed, setDoomed] = useState<readonly number[]>([]);
  const days = useNumber(desk, "lengthDays", 1);
  const platforms = usePlatformNumbers(desk).length;
  const nameOf = (id: number | undefined) => String(desk.entry(id ?? 0)?.["name"] || "this lifter");

  const addRow = (): number | null => {
    const { day, platform, flight } = filter;
    const id = desk.addEntry(
      freshLifter({ ...(day === "" ? {} : { day: Number(day) }), ...(platform === "" ? {} : { platform: Number(platform) }), ...(flight === "" ? {} : { flight }), ...(divisions.length === 1 ? { divisions: [...divisions] } : {}) }),
    );
    if (id === null) {
      say("This desk has used up its numbers for lifters. Leave the meet and join again to get new ones.", "bad");
      return null;
    }

    add(id);
    return id;
  };
  const addLifter = () => setStart(addRow());
  const grid = useGrid(desk, shown, columns, !mayWrite, addRow);
  // A new lifter's name is what one types first.
  const sheet = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState<number | null>(null);
  const { go } = grid;
  useEffect(() => {
    if (start === null || !shown.includes(start)) return;
    setStart(null);
    go(shown.indexOf(start), 0);
    sheet.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }, [start, shown, go]);

  const about = doomed.length === 1 ? nameOf(doomed[0]) : count(doomed.length, "lifter");
  return (
    <Section
      title="Registration"
      tall
      actions={
        mayWrite && (
          <>
            <Button disabled={grid.markedIds.length === 0} onClick={() => setDoomed(grid.markedIds)}>
              <Trash2 aria-hidden />
              {grid.markedIds.length > 1 ? `Delete ${grid.markedIds.length} lifters` : grid.markedIds.length === 1 ? `Delete ${nameOf(grid.markedIds[0])}` : "Delete"}
            </Button>
            <Button look="primary" onClick={addLifter}>
              <Plus aria-hidden />
              Add a lifter
            </Button>
          </>
        )
      }
    >
      <FilterBar filter={filter} onFilter={setFilter} columns={columns} sort={sort} days={days} platforms={platforms} />
      <div className={css.sheet} ref={sheet}>
        <Grid
          desk={desk}
          label="Lifters"
          grid={grid}
          ids={shown}
          columns={columns}
          sort={sort}
          empty={
            <Empty picture={<ClipboardList aria-hidden />} title={all === 0 ? "No lifters yet" : "No lifter is like that"}>
              {all === 0 ? "Add the first one, or bring in an .openlifter file under Meet." : "Clear the filter to see everybody."}
            </Empty>
          }
        />
      </div>
      <Foot wrong={grid.wrong} shown={shown.length} all={all} />
      <Confirm
        open={doomed.length > 0}
        title={`Delete ${about}?`}
        verb="Delete"
        onNo={() => setDoomed([])}
        onYes={() => {
          for (const id of doomed) desk.delete(`registration.entries[${id}]`);
          setDoomed([]);
          say(`${about} ${doomed.length === 1 ? "is" : "are"} deleted.`);
        }}
      >
        Attempts and results go with it, on every desk.
      </Confirm>
    </Section>
  );
};
