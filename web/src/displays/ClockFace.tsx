import type { Display, PlatformClock } from "@rollcall/client/meets";
import { useEffect, useRef } from "react";
import css from "./ClockFace.module.css";
import { clockWord } from "./words";
import { clockText } from "../words/time";

const lastMs = 10_000;

/** A platform's clock in the server's time, however wrong this machine's own is. Only what has changed is written, once a frame while it runs. */
export const ClockFace = ({ display, platform, clock }: { readonly display: Display; readonly platform: number; readonly clock: PlatformClock }) => {
  const frame = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  const word = useRef<HTMLSpanElement>(null);
  const rest = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    let next = 0;
    const show = () => {
      const leftMs = display.clockLeftMs(platform) ?? 0;
      write(text.current, clockText(leftMs));
      write(word.current, clockWord(clock, leftMs));
      frame.current?.toggleAttribute("data-last", leftMs <= lastMs);
      if (rest.current !== null) rest.current.style.scale = `${clock.lengthMs > 0 ? Math.min(1, leftMs / clock.lengthMs) : 0} 1`;
      if (clock.running && leftMs > 0) next = requestAnimationFrame(show);
    };
    show();
    return () => cancelAnimationFrame(next);
  }, [display, platform, clock]);

  return (
    <div ref={frame} className={css.clock} role="timer" aria-label="Clock" data-running={clock.running || undefined}>
      <span ref={word} className={css.word} />
      <span ref={text} className={css.time} data-clock />
      <span className={css.track} aria-hidden>
        <span ref={rest} className={css.rest} />
      </span>
    </div>
  );
};

const write = (node: HTMLElement | null, text: string): void => {
  if (node !== null && node.textContent !== text) node.textContent = text;
};
