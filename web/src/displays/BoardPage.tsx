import { useWatched } from "@rollcall/client/react";
import { Board } from "./Board";
import type { DisplayLink } from "./link";
import { askedTheme, NoLink, Stage, type StageTheme } from "./Stage";
import { useDisplay, useLink } from "./useDisplay";

/** The attempt board: `/board#meet=482-913-057&view=v1....&platform=1`. */
export const BoardPage = () => {
  const link = useLink();
  const theme = askedTheme(location.search);
  return link === null ? <NoLink title="Attempt board" theme={theme} /> : <Connected link={link} theme={theme} />;
};

const Connected = ({ link, theme }: { readonly link: DisplayLink; readonly theme: StageTheme }) => {
  const display = useDisplay(link, "platform");
  const seen = useWatched(display);
  const shown = seen.platforms.get(link.platform) ?? null;
  return (
    <Stage title="Attempt board" theme={theme} seen={seen} shownAt={shown?.serverTime ?? null}>
      {shown !== null && <Board display={display} shown={shown} />}
    </Stage>
  );
};
