import type { Display, DisplayView } from "@rollcall/client/meets";
import { useLayoutEffect, useRef, useState } from "react";
import type { Choices, Kind } from "./addresses";
import { Board } from "./Board";
import type { DisplayLink } from "./link";
import { Scoreboard } from "./Scoreboard";
import css from "./SetUp.module.css";

/** How wide a display is that is shown small; the overlay is made for twice as many lines. */
const widths = { board: 1280, scoreboard: 1280, overlay: 1920 };

/** The display as it is just now, small. */
export const Preview = ({ kind, link, chosen, display, seen, address }: { readonly kind: Kind; readonly link: DisplayLink; readonly chosen: Choices; readonly display: Display; readonly seen: DisplayView; readonly address: string }) => {
  const shown = seen.platforms.get(link.platform);
  const [place, scale] = useScale(widths[kind]);
  const size = { width: widths[kind], height: (widths[kind] * 9) / 16, transform: `scale(${scale})` };
  return (
    <figure ref={place} className={css.preview} aria-label="Preview" data-kind={kind}>
      {kind === "overlay" ? (
        <iframe key={address} style={size} tabIndex={-1} className={css.picture} title="Overlay" src={address} />
      ) : (
        <div className={css.picture} style={size} data-theme={chosen.theme} inert>
          {kind === "board" ? (
            shown && <Board display={display} shown={shown} />
          ) : (
            seen.standings && <Scoreboard seen={seen} standings={seen.standings} listing={chosen.by} onListing={() => undefined} everyMs={chosen.every * 1_000} hasKeys={false} />
          )}
        </div>
      )}
    </figure>
  );
};

/** What to shrink by, so that a picture of a given width fits its place. */
const useScale = (width: number) => {
  const place = useRef<HTMLElement>(null);
  const [scale, setScale] = useState(0.5);
  useLayoutEffect(() => {
    const node = place.current;
    if (node === null) return;
    const measure = () => setScale(node.clientWidth / width);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(node);
    return () => watch.disconnect();
  }, [width]);
  return [place, scale] as const;
};
