import { Check, Circle } from "lucide-react";
import { classes } from "../../ui";
import css from "./front.module.css";

const rules: readonly { readonly text: string; readonly holds: (password: string) => boolean }[] = [
  { text: "10 characters", holds: (password) => password.normalize("NFC").length >= 10 },
  { text: "a capital letter", holds: (password) => /\p{Lu}/u.test(password) },
  { text: "a small letter", holds: (password) => /\p{Ll}/u.test(password) },
  { text: "a digit", holds: (password) => /\p{Nd}/u.test(password) },
  { text: "a sign, such as -", holds: (password) => /[^\p{L}\p{Nd}]/u.test(password) },
];

/** What a server asks of a meet's password unless its operator says otherwise, ticked off as it is typed. The server has the last word. */
export const PasswordRules = ({ password }: { readonly password: string }) => (
  <ul className={css.rules} aria-label="The password needs">
    {rules.map(({ text, holds }) => {
      const isMet = holds(password);
      return (
        <li key={text} className={classes(css.rule, isMet && css.met)}>
          {isMet ? <Check aria-hidden /> : <Circle aria-hidden />}
          {text}
          <span className="said">{isMet ? ", there" : ", missing"}</span>
        </li>
      );
    })}
  </ul>
);
