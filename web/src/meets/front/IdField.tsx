import { useState } from "react";
import { TextField } from "../../ui";
import { grouped } from "../meetId";
import css from "./front.module.css";

/** A meet id, typed or pasted in any writing, shown in groups of three. */
export const IdField = () => {
  const [text, setText] = useState("");
  return (
    <TextField
      label="Meet id"
      name="meetId"
      className={css.id}
      value={text}
      onChange={(event) => setText(grouped(event.target.value))}
      inputMode="numeric"
      autoComplete="off"
      placeholder="000-000-000"
      pattern="[1-9][0-9]{2}-[0-9]{3}-[0-9]{3}"
      title="Nine digits, such as 482-913-057"
      required
      hint="Nine digits. Whoever made the meet live sees them on the desk."
    />
  );
};
