import { AppWindow } from "lucide-react";
import { lazy, Suspense, type ComponentType } from "react";
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

const section = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

/** Each section is fetched when somebody goes there. */
const sections: { readonly [path: string]: ComponentType } = {
  "": section(() => import("../sections/MeetSection").then((m) => m.MeetSection)),
  registration: section(() => import("../lifters/Registration").then((m) => m.Registration)),
  "weigh-in": section(() => import("../lifters/WeighIn").then((m) => m.WeighIn)),
  lifting: section(() => import("../lifting/Lifting").then((m) => m.Lifting)),
  results: section(() => import("../sections/Results").then((m) => m.Results)),
  conflicts: section(() => import("../sections/Conflicts").then((m) => m.Conflicts)),
  people: section(() => import("../sections/People").then((m) => m.People)),
  displays: section(() => import("../sections/Displays").then((m) => m.Displays)),
  publish: section(() => import("../sections/Publish").then((m) => m.Publish)),
};

/** What stands around the sections of a desk that this tab has, or why it does not have it. */
export const DeskFrame = ({ held, meetId, section: path }: { readonly held: Held; readonly meetId: string; readonly section: string }) => {
  const holding = useWatched(held);
  const line = useWatched(held.desk, (status) => status.line);
  useTold(held);
  const isElsewhere = holding === "elsewhere" || (line.state === "ended" && line.code === 4505);
  if (holding === "opening") return <Loading />;
  if (typeof holding === "object")
    return (
      <Page title="This desk cannot be opened">
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
