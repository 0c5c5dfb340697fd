import type { Room } from "@rollcall/client/rooms";
import { useRef, useState, type KeyboardEvent } from "react";
import { Button } from "../ui";
import css from "./Messages.module.css";
import { useAct } from "./useAct";

/** A message while its author changes it. Enter saves, Escape leaves it as it was. */
export const EditField = ({ text, room, id, done }: { readonly text: string; readonly room: Room; readonly id: string; readonly done: () => void }) => {
  const [now, setNow] = useState(text);
  const act = useAct();
  const began = useRef(false);
  const save = () => {
    done();
    if (now.trim() !== "" && now !== text) void act(() => room.edit(id, { text: now }));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") done();
    else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={css.edit}>
      <textarea
        aria-label="Edit message"
        value={now}
        rows={1}
        ref={(field) => {
          if (field === null || began.current) return;
          began.current = true;
          field.focus();
          field.setSelectionRange(field.value.length, field.value.length);
        }}
        onChange={(event) => setNow(event.target.value)}
        onKeyDown={press}
      />
      <div className={css.editActs}>
        <Button size="s" onClick={done}>
          Cancel
        </Button>
        <Button size="s" look="primary" onClick={save} disabled={now.trim() === "" || [...now].length > 4_000}>
          Save
        </Button>
      </div>
    </div>
  );
};
