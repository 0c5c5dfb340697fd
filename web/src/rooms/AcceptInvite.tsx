import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogActions, Notice, TextField } from "../ui";
import { rooms } from "./door";
import { readLink } from "./invites";
import { useSubmit } from "./useAct";

/** Becomes a member by an invite: a link, or the room's id and a code. */
export const AcceptInvite = ({ onClose, accepted, room }: { readonly onClose: () => void; readonly accepted: (id: string) => void; /** Where one stands already. */ readonly room?: string }) => {
  const [invite, setInvite] = useState("");
  const { busy, error, submit } = useSubmit();
  const link = readLink(invite);
  const accept = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = link?.room ?? room ?? String(new FormData(event.currentTarget).get("room")).trim().toLowerCase();
    await submit(async () => accepted((await rooms.join(id, link?.code ?? invite.trim())).room.id));
  };
  return (
    <Dialog open onClose={onClose} title="Accept an invite" about="Paste the link you were given, or the code.">
      <form style={{ display: "grid", gap: "var(--s4)" }} onSubmit={(event) => void accept(event)}>
        <TextField label="Invite" value={invite} onChange={(event) => setInvite(event.target.value)} required autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
        {link === null && room === undefined && <TextField label="Room id" name="room" required autoComplete="off" autoCapitalize="none" spellCheck={false} hint="Not needed with a link." />}
        {link !== null && <Notice tone="good">An invite to the room “{link.room}”.</Notice>}
        {error !== null && <Notice tone="bad">{error}</Notice>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Accept and enter
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
