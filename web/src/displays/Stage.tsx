import type { DisplayView } from "@rollcall/client/meets";
import { CircleCheck, LoaderCircle, RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useTitle } from "../ui";
import { timeOfDay } from "../words/time";
import css from "./Stage.module.css";
import { standingOf } from "./standing";

export type StageTheme = "dark" | "light";

/** The theme an address asks for; halls are dark. */
export const askedTheme = (search: string): StageTheme => (new URLSearchParams(search).get("theme") === "light" ? "light" : "dark");

/** What every display stands on: the whole window, its own theme, a sign when something is amiss. It keeps showing what it has. */
export const Stage = ({ title, theme, seen, shownAt, children }: { readonly title: string; readonly theme: StageTheme; readonly seen: DisplayView; /** When what is shown was true, or null where there is nothing yet. */ readonly shownAt: string | null; readonly children: ReactNode }) => {
  useTitle(title);
  const standing = standingOf(seen);
  return (
    <main className={css.window} data-theme={theme} data-standing={standing.kind} tabIndex={0}>
      <h1 className="said">{title}</h1>
      {shownAt !== null ? children : <Waiting seen={seen} />}
      {shownAt !== null && standing.kind !== "fine" && (
        <p className={css.sign} role="status" data-kind={standing.kind}>
          {standing.kind === "away" ? <RefreshCw aria-hidden /> : standing.kind === "finished" ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
          <span>
            {standing.text.replace(/\.$/, "")}
            {standing.kind === "away" || standing.kind === "refused" ? ` · as of ${timeOfDay(shownAt)}` : ""}
          </span>
        </p>
      )}
    </main>
  );
};

const Waiting = ({ seen }: { readonly seen: DisplayView }) => {
  const standing = standingOf(seen);
  if (standing.kind === "refused")
    return (
      <Middle title="This link does not open a meet" picture={<TriangleAlert aria-hidden />}>
        {standing.text} Ask the director for a new link, or <Link href="/meets/display">enter one</Link>.
      </Middle>
    );
  if (seen.line.state === "connected" && standing.kind !== "notice") return <Middle title="Nothing to show yet">It appears here as soon as the desk has something for it.</Middle>;
  return (
    <Middle title={standing.kind === "notice" ? standing.text : seen.line.state === "waiting" ? "The server cannot be reached" : "Connecting to the meet"} picture={<LoaderCircle aria-hidden className={css.turning} />}>
      {seen.line.state === "waiting" ? "It is tried again until it answers." : null}
    </Middle>
  );
};

/** One thing to say in the middle of the screen. */
export const Middle = ({ title, picture, children }: { readonly title: string; readonly picture?: ReactNode; readonly children?: ReactNode }) => (
  <div className={css.middle} role="status">
    {picture}
    <h2>{title}</h2>
    {children && <p>{children}</p>}
  </div>
);

/** A display whose address lacks what lets it in. */
export const NoLink = ({ title, theme }: { readonly title: string; readonly theme: StageTheme }) => {
  useTitle(title);
  return (
    <main className={css.window} data-theme={theme}>
      <h1 className="said">{title}</h1>
      <Middle title="This display has no meet" picture={<TriangleAlert aria-hidden />}>
        The address lacks the meet or its view token. <Link href="/meets/display">Set up a display</Link> makes a complete one.
      </Middle>
    </main>
  );
};
