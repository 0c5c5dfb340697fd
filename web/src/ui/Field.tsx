import { useId, type ComponentProps, type ReactNode } from "react";
import { classes } from "./class";
import css from "./Field.module.css";

interface Told {
  readonly label: ReactNode;
  /** What helps before anything is wrong. */
  readonly hint?: ReactNode;
  /** What is wrong with it; read out when it appears. */
  readonly error?: ReactNode;
  /** The label is heard and not seen, where the surroundings show what it is. */
  readonly bare?: boolean;
}

interface Wiring {
  readonly id: string;
  readonly "aria-invalid"?: true;
  readonly "aria-describedby"?: string;
}

const Around = ({ label, hint, error, bare = false, className, children }: Told & { readonly className?: string | undefined; readonly children: (wiring: Wiring) => ReactNode }) => {
  const id = useId();
  const told = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((one) => one !== "").join(" ");
  return (
    <div className={classes(css.field, className)}>
      <label htmlFor={id} className={bare ? "said" : css.label}>
        {label}
      </label>
      {children({ id, ...(error ? { "aria-invalid": true as const } : {}), ...(told === "" ? {} : { "aria-describedby": told }) })}
      {hint && (
        <div id={`${id}-hint`} className={css.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} role="alert" className={css.error}>
          {error}
        </div>
      )}
    </div>
  );
};

type Own<Attributes> = Omit<Attributes, "id">;

/** A line of text with its label. */
export const TextField = ({ label, hint, error, bare, className, ...rest }: Own<ComponentProps<"input">> & Told) => (
  <Around {...{ label, hint, error, className }} bare={bare ?? false}>
    {(wiring) => <input type="text" {...rest} {...wiring} className={css.control} />}
  </Around>
);

/** Several lines of text with their label. */
export const TextArea = ({ label, hint, error, bare, className, ...rest }: Own<ComponentProps<"textarea">> & Told) => (
  <Around {...{ label, hint, error, className }} bare={bare ?? false}>
    {(wiring) => <textarea rows={3} {...rest} {...wiring} className={classes(css.control, css.area)} />}
  </Around>
);

/** One of a few choices: the system's own list, which every phone and every screen reader knows. */
export const SelectField = ({ label, hint, error, bare, className, children, ...rest }: Own<ComponentProps<"select">> & Told) => (
  <Around {...{ label, hint, error, className }} bare={bare ?? false}>
    {(wiring) => (
      <select {...rest} {...wiring} className={classes(css.control, css.select)}>
        {children}
      </select>
    )}
  </Around>
);

/** Yes or no. */
export const CheckField = ({ label, hint, className, ...rest }: Own<ComponentProps<"input">> & { readonly label: ReactNode; readonly hint?: ReactNode }) => {
  const id = useId();
  return (
    <div className={classes(css.check, className)}>
      <input type="checkbox" {...rest} id={id} {...(hint ? { "aria-describedby": `${id}-hint` } : {})} />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div id={`${id}-hint`} className={css.hint}>
          {hint}
        </div>
      )}
    </div>
  );
};
