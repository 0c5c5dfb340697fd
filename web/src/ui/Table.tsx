import type { ReactNode } from "react";
import { classes } from "./class";
import css from "./table.module.css";

interface Head {
  readonly name: string;
  /** `number` stands above figures; `said` is heard and not seen, above buttons that say what they do. */
  readonly as?: "number" | "said" | undefined;
}

/** A table for work, in a frame that scrolls by itself where there is no room, by keyboard too; the children are its rows. `edge` is for flush panels. */
export const Table = ({
  label,
  heads,
  edge = false,
  className,
  frameClassName,
  children,
}: {
  readonly label: string;
  readonly heads: readonly (string | Head)[];
  readonly edge?: boolean;
  readonly className?: string | undefined;
  readonly frameClassName?: string | undefined;
  readonly children: ReactNode;
}) => (
  <div className={classes(css.scroll, frameClassName)} tabIndex={0} role="region" aria-label={label}>
    <table className={classes(css.table, edge && css.edge, className)}>
      <thead>
        <tr>
          {heads.map((head) => {
            const { name, as }: Head = typeof head === "string" ? { name: head } : head;
            return (
              <th key={name} scope="col" className={as === "number" ? css.number : undefined}>
                {as === "said" ? <span className="said">{name}</span> : name}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
