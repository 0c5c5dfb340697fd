import type { Display, DisplayView } from "@rollcall/client/meets";
import type { Choices, Kind } from "./addresses";
import { Board } from "./Board";
import type { DisplayLink } from "./link";
import { Scoreboard } from "./Scoreboard";
import css from "./SetUp.module.css";

/** The display as it is just now, small. */
export const Preview = ({ kind, link, chosen, display, seen, address }: { readonly kind: Kind; readonly link: DisplayLink; readonly chosen: Choices; readonly display: Display; readonly seen: DisplayView; readonly address: string }) => {
  const shown = seen.platforms.get(link.platform);
  return (
    <figure className={css.preview} aria-label="Preview" data-kind={kind}>
      {kind === "overlay" ? (
        <iframe key={address} className={css.picture} title="Overlay" src={address} />
      ) : (
        <div className={css.picture} data-theme={chosen.theme} inert>
          {kind === "board" ? (
            shown && <Board display={display} shown={shown} />
          ) : (
            seen.standings && <Scoreboard seen={seen} standings={seen.standings} listing={chosen.by} onListing={() => undefined} everyMs={chosen.every * 1_000} />
          )}
        </div>
      )}
    </figure>
  );
};
