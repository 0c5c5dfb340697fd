import { Tabs as Base } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Tabs.module.css";

/** Several views in one place; arrow keys go from one to the next. */
export const Tabs = ({
  label,
  value,
  onChange,
  tabs,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tabs: readonly { readonly value: string; readonly label: ReactNode }[];
  /** The content of the chosen one. */
  readonly children: ReactNode;
}) => (
  <Base.Root value={value} onValueChange={onChange}>
    <Base.List aria-label={label} className={css.list}>
      {tabs.map((tab) => (
        <Base.Trigger key={tab.value} value={tab.value} className={css.tab}>
          {tab.label}
        </Base.Trigger>
      ))}
    </Base.List>
    <Base.Content value={value} className={css.content}>
      {children}
    </Base.Content>
  </Base.Root>
);
