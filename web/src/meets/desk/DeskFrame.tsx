import { AppWindow } from "lucide-react";
import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { useWatched } from "@rollcall/client/react";
import { Loading } from "../../app/Loading";
import { NotFound } from "../../app/NotFound";
import { Button, Empty, Notice, Page, Panel } from "../../ui";
import { JoinForm } from "../front/JoinForm";
import type { Held } from "../held";
import { forgetSeat } from "../seats";
import css from "./desk.module.css";
import { HeldContext } from "./deskContext";
import { Rail } from "./Rail";
import { Standing } from "./Standing";
import { useTold } from "./useTold";

/** Each section is fetched when somebody goes there, or once the desk has nothing else to do: a line that fails in the middle of a flight must not keep one out of the lifting page. */
const loads: { readonly [path: string]: () => Promise<ComponentType> } = {
  "": () => import("../sections/MeetSection").then((m) => m.MeetSection),
  registration: () => import("../lifters/Registration").then((m) => m.Registration),
  "weigh-in": () => import("../lifters/WeighIn").then((m) => m.WeighIn),
  lifting: () => import("../lifting/Lifting").then((m) => m.Lifting),
  results: () => import("../sections/Results").then((m) => m.Results),
  conflicts: () => import("../sections/Conflicts").then((m) => m.Conflicts),
  people: () => import("../sections/People").then((m) => m.People),
  displays: () => import("../sections/Displays").then((m) => m.Displays),
  publish: () => import("../sections/Publish").then((m) => m.Publish),
};

const sections: { readonly [path: string]: ComponentType } = Object.fromEntries(Object.entries(loads).map(([path, load]) => [path, lazy(async () => ({ default: await load() }))]));

/** What stands around the sections of a desk that this tab has, or why it does not have it. */
export const DeskFrame = ({ held, meetId, section: path }: { readonly held: Held; readonly meetId: string; readonly section: string }) => {
  const holding = useWatched(held);
  const line = useWatched(held.desk, (status) => status.line);
  useTold(held);
  useEffect(() => {
    // One that cannot be fetched now is asked for again when somebody goes there.
    const timer = setTimeout(() => Object.values(loads).forEach((load) => void load().catch(() => undefined)), 3_000);
    return () => clearTimeout(timer);
  }, []);
  const isElsewhere = holding === "elsewhere" || (line.state === "ended" && line.code === 4505);
  if (holding === "opening") return <Loading />;
  if (typeof holding === "object")
    return (
      <Page width="form" title="This desk cannot be opened">
        <Notice tone="bad">{holding.trouble} Join again to go on; what the server confirmed is still there.</Notice>
        <Panel>
          <JoinForm meetId={meetId} onJoined={() => forgetSeat(held.key)} />
        </Panel>
      </Page>
    );
  if (isElsewhere)
    return (
      <Page title="Open in another tab">
        <Empty picture={<AppWindow aria-hidden />} title="This desk is open in another tab">
          <p>One tab at a time has it, so that no two edits get mixed up. Everything done here is kept.</p>
          <p className={css.again}>
            <Button look="primary" onClick={() => void held.open()}>
              Use it here
            </Button>
          </p>
        </Empty>
      </Page>
    );
  const Content = sections[path];
  return (
    <HeldContext.Provider value={held}>
      <div className={css.desk}>
        <Rail meetId={meetId} here={path} />
        <div className={css.content}>
          <Standing />
          <Suspense fallback={<Loading />}>{Content === undefined ? <NotFound /> : <Content />}</Suspense>
        </div>
      </div>
    </HeldContext.Provider>
  );
};
