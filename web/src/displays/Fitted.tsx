import { useLayoutEffect, useRef } from "react";
import { classes } from "../ui";
import css from "./Fitted.module.css";

const smallest = 0.55;
const rounds = 4;

/** A text that is as large as its place allows: it shrinks, then takes a second line, and only then loses its end. */
export const Fitted = ({ text, className }: { readonly text: string; readonly className?: string | undefined }) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = place.current;
    if (node === null) return;
    const fitIn = () => {
      node.style.removeProperty("--fit");
      delete node.dataset["folded"];
      let fit = 1;
      // Once more after it shrank: letters that are set to whole pixels do not shrink as their size does.
      for (let round = 0; round < rounds; round++) {
        const wanted = node.firstElementChild?.scrollWidth ?? 0;
        if (wanted <= node.clientWidth || wanted === 0) return;
        fit = Math.floor((fit * node.clientWidth * 1_000) / wanted) / 1_000;
        node.style.setProperty("--fit", String(Math.max(smallest, fit)));
        if (fit < smallest) {
          node.dataset["folded"] = "";
          return;
        }
      }
    };
    fitIn();
    const watch = new ResizeObserver(fitIn);
    watch.observe(node);
    document.fonts.addEventListener("loadingdone", fitIn);
    return () => {
      document.fonts.removeEventListener("loadingdone", fitIn);
      watch.disconnect();
    };
  }, [text]);
  return (
    <div ref={place} className={classes(css.place, className)} title={text}>
      <span className={css.text}>{text}</span>
    </div>
  );
};
