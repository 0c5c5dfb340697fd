import { Dumbbell } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useEntryIds } from "@rollcall/client/react";
import { CheckField, Empty, Kbd, Notice } from "../../ui";
import { Section } from "../desk/Section";
import { useHeld, useRights } from "../desk/deskContext";
import { useKept } from "../desk/useKept";
import { Grid } from "../grid/Grid";
import { useGrid } from "../grid/useGrid";
import { liftingColumns } from "../lifters/columns";
import { lifterOf } from "../lifters/lifter";
import { useFlag, useInKg } from "../meetFields";
import { Called } from "./Called";
import { ClockPanel } from "./ClockPanel";
import { Lights } from "./Lights";
import css from "./lifting.module.css";
import { NextPanel } from "./NextPanel";
import { NowPanel } from "./NowPanel";
import { PlatformBar } from "./PlatformBar";
import { useCalls } from "./useCalls";
import { useClock } from "./useClock";
import { useKeys } from "./useKeys";
import { useLightsGiven } from "./useLightsGiven";
import { usePlatform } from "./usePlatform";
import { usePlatformNumbers } from "./usePlatformNumbers";

/** The screen of the platform's table: who lifts, what is on the bar, the decision, the clock, and everybody's attempts. */
export const Lifting = () => {
  const { desk, key } = useHeld();
  const { mayWrite } = useRights();
  const numbers = usePlatformNumbers(desk);
  const [number, setNumber] = useKept(`rollcall.platform.${key}`, 1);
  const [lightsDecide, setLightsDecide] = useKept(`rollcall.lightsDecide.${key}`, false);
  const platform = usePlatform(desk, number);
  const inKg = useInKg(desk);
  const with4th = useFlag(desk, "allow4thAttempts");
  const clock = useClock(desk, number);
  const calls = useCalls(desk, clock);
  const { lift, attempt, currentId, nextId, rows } = platform;
  const lights = useLightsGiven(desk, number, currentId === null ? null : { entryId: currentId, lift, attempt });
  const { view } = platform;
  const columns = useMemo(
    () => liftingColumns(lift, inKg, with4th, currentId === null ? undefined : { id: currentId, slot: attempt - 1 }, new Map(view?.lifters.map((one) => [one.entryId, one]))),
    [lift, inKg, with4th, currentId, attempt, view],
  );
  const grid = useGrid(desk, rows, columns, !mayWrite);
  const ids = useEntryIds(desk);
  const known = useMemo(() => [...new Set(ids.map((id) => lifterOf(desk.entry(id)!)).filter((one) => one.platform === number && one.day === platform.day).map(({ flight }) => flight))].sort(), [desk, ids, number, platform.day]);

  const decide = (decision: "good" | "bad") => {
    if (currentId !== null && mayWrite) calls.call({ id: currentId, lift, slot: attempt - 1, decision });
  };
  const latest = useRef(decide);
  useEffect(() => {
    latest.current = decide;
  });
  // Three lights on this very attempt are a decision, where this desk was told so. A moment is left for all to see them.
  const { result } = lights;
  useEffect(() => {
    if (!lightsDecide || result === null || currentId === null) return;
    const timer = setTimeout(() => latest.current(result), 800);
    return () => clearTimeout(timer);
  }, [lightsDecide, result, currentId, lift, attempt]);
  useKeys({
    g: () => decide("good"),
    n: () => decide("bad"),
    u: calls.takeBack,
    r: mayWrite ? () => clock.reset() : undefined,
    " ": mayWrite ? () => (clock.running ? clock.stop() : clock.start()) : undefined,
  });

  return (
    <Section title="Lifting" actions={<PlatformBar platform={platform} numbers={numbers} known={known} onPlatform={setNumber} />}>
      {!platform.isServers && <Notice tone="warn">The order is computed on this desk until the line is back. Boards in the hall show what the server knows.</Notice>}
      <div className={css.stage}>
        <NowPanel platform={platform} inKg={inKg} mayWrite={mayWrite} onCall={decide} />
        <div className={css.side2}>
          <ClockPanel clock={clock} mayWrite={mayWrite} />
          <div className={css.lightsBox}>
            <Lights given={lights.given} isComplete={lights.isComplete} />
            {mayWrite && <CheckField label="Lights decide" checked={lightsDecide} onChange={(event) => setLightsDecide(event.target.checked)} hint="Three lights write the attempt down." />}
          </div>
          <NextPanel platform={platform} inKg={inKg} />
        </div>
      </div>
      {calls.last && mayWrite && <Called key={`${calls.last.id}-${calls.last.lift}-${calls.last.slot}`} call={calls.last} calls={calls} inKg={inKg} most={with4th ? 4 : 3} />}
      <div className={css.sheet}>
        <Grid
          desk={desk}
          label={`Flight ${platform.flight}, in order`}
          grid={grid}
          ids={rows}
          columns={columns}
          whole
          lookOf={(id) => (id === currentId ? "current" : id === nextId ? "next" : undefined)}
          empty={
            <Empty picture={<Dumbbell aria-hidden />} title={`Flight ${platform.flight} has no lifters here`}>
              Under Registration each lifter has a day, a platform and a flight.
            </Empty>
          }
        />
      </div>
      <div className={css.keys}>
        {grid.wrong !== null && (
          <span role="alert" className={css.badWord}>
            {grid.wrong}
          </span>
        )}
        <span><Kbd>G</Kbd> good lift</span>
        <span><Kbd>N</Kbd> no lift</span>
        <span><Kbd>U</Kbd> take back</span>
        <span><Kbd>Space</Kbd> clock</span>
        <span><Kbd>R</Kbd> reset clock</span>
      </div>
    </Section>
  );
};
