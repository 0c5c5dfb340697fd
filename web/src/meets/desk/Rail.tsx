import { ClipboardList, Dumbbell, GitCompareArrows, Medal, Monitor, Scale, Send, Trophy, Users } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { useEntryIds, useWatched } from "@rollcall/client/react";
import { Badge, classes, LineState } from "../../ui";
import { grouped } from "../meetId";
import { useText } from "../meetFields";
import { roleNames } from "../words";
import css from "./desk.module.css";
import { useHeld } from "./deskContext";
import { useOpenConflicts } from "./useOpenConflicts";

/** The sections of a desk, in the order in which a meet goes. */
const sectionNames = [
  { path: "", name: "Meet", Picture: Trophy },
  { path: "registration", name: "Registration", Picture: ClipboardList },
  { path: "weigh-in", name: "Weigh-in", Picture: Scale },
  { path: "lifting", name: "Lifting", Picture: Dumbbell },
  { path: "results", name: "Results", Picture: Medal },
  { path: "conflicts", name: "Conflicts", Picture: GitCompareArrows },
  { path: "people", name: "People", Picture: Users },
  { path: "displays", name: "Displays", Picture: Monitor },
  { path: "publish", name: "Publish", Picture: Send },
] as const;

/** Which meet this is, how its line stands, and the way to each section. */
export const Rail = ({ meetId, here }: { readonly meetId: string; readonly here: string }) => {
  const { desk, refusals } = useHeld();
  const status = useWatched(desk);
  const role = useWatched(desk, () => desk.role) ?? "reader";
  const conflicts = useOpenConflicts(desk).length + useWatched(refusals).length;
  const lifters = useEntryIds(desk).length;
  const counts: { readonly [path: string]: number } = { registration: lifters, conflicts };
  const strip = useRef<HTMLElement>(null);
  const name = useText(desk, "name");
  useEffect(() => {
    strip.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <aside className={css.rail} aria-label="This desk">
      <div className={css.who}>
        <div className={css.meet}>
          <strong className={css.meetName}>{name || "A meet without a name"}</strong>
          <span className={css.id}>{grouped(meetId)}</span>
        </div>
        <div className={css.place}>
          <span>{desk.locationName || "Reader"}</span>
          <Badge tone={role === "director" ? "accent" : "plain"}>{roleNames[role]}</Badge>
        </div>
        {status.needs === "password" ? <Badge tone="bad">Session ended{status.pending > 0 && ` · ${status.pending} unconfirmed`}</Badge> : <LineState line={status.line} owed={status.pending} />}
      </div>
      <nav ref={strip} className={css.sections} aria-label="Sections">
        {sectionNames.map(({ path, name: called, Picture }) => (
          <Link key={path} href={`/meets/${grouped(meetId)}${path === "" ? "" : `/${path}`}`} aria-current={here === path ? "page" : undefined} className={classes(css.way, here === path && css.here)}>
            <Picture aria-hidden />
            {called}
            {(counts[path] ?? 0) > 0 && <span className={classes(css.count, path === "conflicts" && css.alarming)}>{counts[path]}</span>}
          </Link>
        ))}
      </nav>
    </aside>
  );
};
