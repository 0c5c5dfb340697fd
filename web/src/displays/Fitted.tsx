import { useLayoutEffect, useRef } from "react";
import { classes } from "../ui";
import css from "./Fitted.module.css";

const smallest = 0.55;

/** A text that is as large as its place allows: it shrinks, then takes a second line, and only then loses its end. */
export const Fitted = ({ text, className }: { readonly text: string; readonly className?: string | undefined }) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = place.current;
    if (node === null) return;
    const fit = () => {
      node.style.removeProperty("--fit");
      delete node.dataset["folded"];
      const wanted = node.firstElementChild?.scrollWidth ?? 0;
      if (wanted <= node.clientWidth || wanted === 0) return;
      const share = node.clientWidth / wanted;
      node.style.setProperty("--fit", String(Math.max(smallest, Math.floor(share * 1_000) / 1_000)));
      if (share < smallest) node.dataset["folded"] = "";
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(node);
    document.fonts.addEventListener("loadingdone", fit);
    return () => {
      document.fonts.removeEventListener("loadingdone", fit);
      watch.disconnect();
    };
  }, [text]);
  return (
    <div ref={place} className={classes(css.place, className)} title={text}>
      <span className={css.text}>{text}</span>
    </div>
  );
};
