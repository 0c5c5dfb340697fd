import { Dices, Scale } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, Confirm, Empty, useToast } from "../../ui";
import { Section } from "../desk/Section";
import { useDesk, useRights } from "../desk/deskContext";
import { Grid } from "../grid/Grid";
import { useGrid } from "../grid/useGrid";
import { useInKg, useNumber } from "../meetFields";
import { usePlatformNumbers } from "../lifting/usePlatformNumbers";
import { count } from "../words";
import { weighInColumns } from "./columns";
import { FilterBar } from "./FilterBar";
import { Foot } from "./Foot";
import { lifterOf } from "./lifter";
import css from "./lifters.module.css";
import { drawLots } from "./lots";
import { useChosen } from "./useChosen";

/** Bodyweights, rack heights, first attempts and lots. */
export const WeighIn = () => {
  const desk = useDesk();
  const { mayWrite } = useRights();
  const say = useToast();
  const inKg = useInKg(desk);
  const columns = useMemo(() => weighInColumns(inKg), [inKg]);
  const { all, shown, filter, setFilter, sort } = useChosen(columns);
  const grid = useGrid(desk, shown, columns, !mayWrite);
  const [asked, setAsked] = useState(false);
  const days = useNumber(desk, "lengthDays", 1);
  const platforms = usePlatformNumbers(desk).length;
  const without = shown.filter((id) => lifterOf(desk.entry(id)!).lot === 0);
  return (
    <Section
      title="Weigh-in"
      tall
      actions={
        mayWrite && (
          <Button disabled={shown.length === 0} onClick={() => (without.length === 0 ? say("Every lifter shown has a lot already.") : setAsked(true))}>
            <Dices aria-hidden />
            Draw lots
          </Button>
        )
      }
    >
      <FilterBar filter={filter} onFilter={setFilter} columns={columns} sort={sort} days={days} platforms={platforms} />
      <div className={css.sheet}>
        <Grid
          desk={desk}
          label="Weigh-in"
          grid={grid}
          ids={shown}
          columns={columns}
          sort={sort}
          empty={
            <Empty picture={<Scale aria-hidden />} title={all === 0 ? "Nobody to weigh yet" : "No lifter is like that"}>
              {all === 0 ? "Lifters are put down under Registration." : "Clear the filter to see everybody."}
            </Empty>
          }
        />
      </div>
      <Foot wrong={grid.wrong} shown={shown.length} all={all} />
      <Confirm
        open={asked}
        title="Draw lots?"
        verb={`Draw ${count(without.length, "lot")}`}
        look="primary"
        onNo={() => setAsked(false)}
        onYes={() => {
          setAsked(false);
          const lots = drawLots(desk, without);
          for (const [id, lot] of lots) desk.set(`registration.entries[${id}].lot`, lot);
          say(`${count(lots.size, "lot")} drawn.`);
        }}
      >
        {count(without.length, "lifter")} without a lot {without.length === 1 ? "gets" : "get"} one by chance. Lots that are there stay.
      </Confirm>
    </Section>
  );
};
