import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogActions, Notice, SelectField, TextField, useToast } from "../ui";
import { rooms } from "./door";
import { useSubmit } from "./useAct";

export type SanctionKind = "kick" | "ban" | "mute";

const minute = 60;
const hour = 60 * minute;
const durations: readonly (readonly [seconds: number | null, name: string])[] = [
  [10 * minute, "10 minutes"],
  [hour, "1 hour"],
  [24 * hour, "1 day"],
  [7 * 24 * hour, "1 week"],
  [30 * 24 * hour, "30 days"],
  [null, "For ever"],
];

const words: { readonly [Kind in SanctionKind]: { readonly title: string; readonly about: string; readonly verb: string; readonly done: string } } = {
  mute: { title: "Mute", about: "They stay in the room and read, and cannot write.", verb: "Mute", done: "muted" },
  kick: { title: "Show out", about: "They leave now, and may come back in by themselves.", verb: "Show out", done: "shown out" },
  ban: { title: "Ban", about: "They leave now, and cannot come back before it is over.", verb: "Ban", done: "banned" },
};

/** Mutes, shows out or bans somebody: for how long, and why. */
export const Sanction = ({ room, kind, on, onClose }: { readonly room: string; readonly kind: SanctionKind; readonly on: { readonly user_id: number; readonly user_handle: string }; readonly onClose: () => void }) => {
  const { title, about, verb, done } = words[kind];
  const [duration, setDuration] = useState("600");
  const { busy, error, submit } = useSubmit();
  const say = useToast();
  const punish = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    const terms = { user_id: on.user_id, duration_s: duration === "" ? null : Number(duration), ...(reason === "" ? {} : { reason }) };
    const isDone = await submit(() => (kind === "kick" ? rooms.kick(room, on.user_id, reason === "" ? undefined : reason) : kind === "ban" ? rooms.ban(room, terms) : rooms.mute(room, terms)));
    if (!isDone) return;
    say(`${on.user_handle} is ${done}.`);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={`${title} ${on.user_handle}`} about={about}>
      <form style={{ display: "grid", gap: "var(--s4)" }} onSubmit={(event) => void punish(event)}>
        {kind !== "kick" && (
          <SelectField label="For how long" value={duration} onChange={(event) => setDuration(event.target.value)}>
            {durations.map(([seconds, name]) => (
              <option key={name} value={seconds ?? ""}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <TextField label="Reason" name="reason" maxLength={200} autoComplete="off" hint="Everybody in the room may see it. It may be left empty." />
        {error !== null && <Notice tone="bad">{error}</Notice>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" busy={busy}>
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
