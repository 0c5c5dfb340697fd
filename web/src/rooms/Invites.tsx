import type { Invite, RoomRole } from "@rollcall/client/rooms";
import { Copy } from "lucide-react";
import { useCallback, useState, type FormEvent } from "react";
import { Button, Notice, SelectField, Table, table, TextField, useToast } from "../ui";
import { Asked } from "./Asked";
import { copy } from "./copy";
import { rooms } from "./door";
import { linkOf } from "./invites";
import css from "./Manage.module.css";
import { roleNames } from "./roles";
import { whole } from "./times";
import { useAct, useSubmit } from "./useAct";
import { useAsked } from "./useAsked";

/** Ways into the room: makes one, shows its link this once, lists what is open and revokes it. */
export const Invites = ({ room, isOwner }: { readonly room: string; readonly isOwner: boolean }) => {
  const asked = useAsked(useCallback(() => rooms.invites(room), [room]));
  const [made, setMade] = useState<(Invite & { readonly code: string }) | null>(null);
  const { busy, error, submit } = useSubmit();
  const act = useAct();
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const terms = { role: String(given.get("role")) as RoomRole, max_uses: Number(given.get("uses")), expires_in_s: Number(given.get("time")) };
    await submit(async () => setMade(await rooms.invite(room, terms)));
    asked.again();
  };
  return (
    <div className={css.part}>
      <form className={css.line} onSubmit={(event) => void make(event)}>
        <SelectField label="As" name="role" defaultValue="member">
          {(isOwner ? (["owner", "moderator", "member", "read_only"] as const) : (["member", "read_only"] as const)).map((role) => (
            <option key={role} value={role}>
              {roleNames[role]}
            </option>
          ))}
        </SelectField>
        <TextField label="For how many" name="uses" type="number" min={1} max={1_000} defaultValue={1} required />
        <SelectField label="Good for" name="time" defaultValue="604800">
          <option value="3600">1 hour</option>
          <option value="86400">1 day</option>
          <option value="604800">1 week</option>
          <option value="2592000">30 days</option>
        </SelectField>
        <Button type="submit" look="primary" busy={busy}>
          Make an invite
        </Button>
      </form>
      {error !== null && <Notice tone="bad">{error}</Notice>}
      {made !== null && <Fresh link={linkOf(room, made.code)} />}
      <Asked asked={asked} empty="No invite is open.">
        {(invites) => (
          <Table label="Invites" heads={["As", { name: "Used", as: "number" }, "Good until", { name: "Revoke", as: "said" }]}>
            {invites.map((one) => (
              <tr key={one.invite_id}>
                <th scope="row">{roleNames[one.role]}</th>
                <td className={table.number}>
                  {one.uses} of {one.max_uses}
                </td>
                <td>{whole(one.expires_at)}</td>
                <td className={table.number}>
                  <Button
                    size="s"
                    onClick={() => {
                      if (made?.invite_id === one.invite_id) setMade(null);
                      void act(() => rooms.revokeInvite(room, one.invite_id), "The invite does not work any more.").then(asked.again);
                    }}
                  >
                    Revoke
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Asked>
    </div>
  );
};

const Fresh = ({ link }: { readonly link: string }) => {
  const say = useToast();
  return (
    <div className={css.fresh}>
      <TextField label="Invite link" value={link} readOnly onFocus={(event) => event.target.select()} hint="Copy it now: it is not shown again." className={css.link} />
      <Button onClick={() => void copy(link).then((done) => say(done ? "The link is copied." : "Copy it by hand: this browser does not let pages copy.", done ? "plain" : "bad"))}>
        <Copy aria-hidden />
        Copy
      </Button>
    </div>
  );
};
