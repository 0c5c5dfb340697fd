import type { ReactNode } from "react";
import { SelectField, TextField } from "../../ui";
import type { Column } from "../grid/column";
import { flights } from "../meetFields";
import type { Filter } from "./filters";
import css from "./lifters.module.css";

const numbers = (most: number) => Array.from({ length: most }, (_, at) => String(at + 1));

/** What narrows and orders a table of lifters. */
export const FilterBar = ({ filter, onFilter, columns, sort, days, platforms, children }: { readonly filter: Filter; readonly onFilter: (change: Partial<Filter>) => void; readonly columns: readonly Column[]; readonly sort: { readonly by: string; readonly onSort: (by: string) => void }; readonly days: number; readonly platforms: number; readonly children?: ReactNode }) => (
  <div className={css.bar} role="search" aria-label="Which lifters">
    <TextField bare label="Find lifters" type="search" placeholder="Find a lifter, team, lot…" value={filter.text} onChange={(event) => onFilter({ text: event.target.value })} className={css.find} />
    {days > 1 && <Choice label="Day" value={filter.day} all="All days" of={numbers(days)} onChange={(day) => onFilter({ day })} />}
    {platforms > 1 && <Choice label="Platform" value={filter.platform} all="All platforms" of={numbers(platforms)} onChange={(platform) => onFilter({ platform })} />}
    <Choice label="Flight" value={filter.flight} all="All flights" of={flights} onChange={(flight) => onFilter({ flight })} />
    <SelectField bare label="Sort by" value={sort.by} onChange={(event) => sort.onSort(event.target.value)} className={css.choice}>
      <option value="">As added</option>
      {columns.map(({ id, name, title }) => (
        <option key={id} value={id}>{`By ${(title ?? name).toLowerCase()}`}</option>
      ))}
    </SelectField>
    {children}
  </div>
);

const Choice = ({ label, value, all, of, onChange }: { readonly label: string; readonly value: string; readonly all: string; readonly of: readonly string[]; readonly onChange: (value: string) => void }) => (
  <SelectField bare label={label} value={value} onChange={(event) => onChange(event.target.value)} className={css.choice}>
    <option value="">{all}</option>
    {of.map((one) => (
      <option key={one} value={one}>{`${label} ${one}`}</option>
    ))}
  </SelectField>
);
