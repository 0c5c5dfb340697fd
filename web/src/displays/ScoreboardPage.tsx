import { useWatched } from "@rollcall/client/react";
import { useState } from "react";
import type { DisplayLink } from "./link";
import type { Listing } from "./results";
import { Scoreboard } from "./Scoreboard";
import { askedTheme, NoLink, Stage, type StageTheme } from "./Stage";
import { useDisplay, useLink } from "./useDisplay";

/** The results so far: `/scoreboard#meet=482-913-057&view=v1....`. */
export const ScoreboardPage = () => {
  const link = useLink();
  const theme = askedTheme(location.search);
  return link === null ? <NoLink title="Scoreboard" theme={theme} /> : <Connected link={link} theme={theme} />;
};

const Connected = ({ link, theme }: { readonly link: DisplayLink; readonly theme: StageTheme }) => {
  const asked = new URLSearchParams(location.search);
  const display = useDisplay(link, "standings");
  const seen = useWatched(display);
  const [listing, setListing] = useState<Listing>(asked.get("by") === "points" ? "points" : "class");
  return (
    <Stage title="Scoreboard" theme={theme} seen={seen} shownAt={seen.standings?.serverTime ?? null}>
      {seen.standings !== null && <Scoreboard seen={seen} standings={seen.standings} listing={listing} onListing={setListing} everyMs={secondsOf(asked.get("every")) * 1_000} />}
    </Stage>
  );
};

/** How long a page stands; 12 s if nothing sensible was asked for. */
const secondsOf = (asked: string | null): number => {
  const seconds = Number(asked ?? 12);
  return Number.isFinite(seconds) && seconds >= 2 && seconds <= 600 ? seconds : 12;
};
