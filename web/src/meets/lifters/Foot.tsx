import { Kbd } from "../../ui";
import { count } from "../words";
import css from "./lifters.module.css";

/** Under a table: why a cell cannot be what was typed, how many lifters are shown, and which keys there are. */
export const Foot = ({ wrong, shown, all }: { readonly wrong: string | null; readonly shown: number; readonly all: number }) => (
  <div className={css.foot}>
    <span role={wrong === null ? undefined : "alert"} className={wrong === null ? undefined : css.wrong}>
      {wrong ?? (shown === all ? count(all, "lifter") : `${shown} of ${count(all, "lifter")}`)}
    </span>
    <span className={css.keys}>
      <span>
        <Kbd>Enter</Kbd> edit
      </span>
      <span>
        <Kbd>Tab</Kbd> next cell
      </span>
      <span>
        <Kbd>Esc</Kbd> <Kbd>Tab</Kbd> leave the table
      </span>
      <span>
        <Kbd>Ctrl</Kbd> <Kbd>V</Kbd> paste from a spreadsheet
      </span>
      <span>
        <Kbd>Ctrl</Kbd> <Kbd>Z</Kbd> undo
      </span>
    </span>
  </div>
);
