import { useState, type FormEvent } from "react";
import { Button, CheckField, Dialog, DialogActions, Notice, TextField } from "../ui";
import { rooms } from "./door";
import { useSubmit } from "./useAct";

/** An id made of a name: what an address can carry. */
export const idOf = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^[-_]+|-+$/g, "")
    .slice(0, 64);

/** Makes a room. The id follows the name until it is written by hand. */
export const MakeRoom = ({ onClose, made }: { readonly onClose: () => void; readonly made: (id: string) => void }) => {
  const [name, setName] = useState("");
  const [ownId, setOwnId] = useState<string | null>(null);
  const { busy, error, submit } = useSubmit();
  const id = ownId ?? idOf(name);
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const isPrivate = given.get("private") === "on";
    await submit(async () => made((await rooms.create({ name: name.trim(), ...(id === "" ? {} : { id }), is_private: isPrivate, max_clients: Number(given.get("places")) })).id));
  };
  return (
    <Dialog open onClose={onClose} title="Make a room" about="You become its owner. Everything but the id can be changed later.">
      <form style={{ display: "grid", gap: "var(--s4)" }} onSubmit={(event) => void make(event)}>
        <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} maxLength={100} required autoFocus autoComplete="off" />
        <TextField
          label="Id"
          value={id}
          onChange={(event) => setOwnId(event.target.value.toLowerCase())}
          pattern="[a-z0-9][a-z0-9_\-]{0,63}"
          maxLength={64}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          hint="Its address: small letters, digits, “-” and “_”. Left empty, the server makes one nobody guesses."
        />
        <TextField label="Places" name="places" type="number" min={1} max={10_000} defaultValue={100} required hint="How many connections may be in it at once." />
        <CheckField label="Private" name="private" hint="Only members see it and may enter. Others need an invite." />
        {error !== null && <Notice tone="bad">{error}</Notice>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Make the room
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
