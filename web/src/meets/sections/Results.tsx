import { Medal } from "lucide-react";
import { useEffect, useState } from "react";
import type { Standings } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { Empty, Notice, Tabs } from "../../ui";
import { Loading } from "../../app/Loading";
import { Section } from "../desk/Section";
import { useDesk, useIsLive } from "../desk/deskContext";
import { useInKg, useText } from "../meetFields";
import { sentence, timeText } from "../words";
import { ClassTable, classTitle, PointsTable, pointsTitle } from "./ResultTables";
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
            ? standings.classes.map((one) => <ClassTable key={classTitle(one, inKg)} of={one} inKg={inKg} />)
            : standings.points.map((one) => <PointsTable key={pointsTitle(one)} of={one} inKg={inKg} />)}
        </div>
      </Tabs>
    </Section>
  );
};
