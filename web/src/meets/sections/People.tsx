import { useState, type FormEvent } from "react";
import { useWatched } from "@rollcall/client/react";
import { Badge, Button, Confirm, layout, Notice, Panel, Table, table, TextField, useToast } from "../../ui";
import { useHeld, useIsLive, useRights } from "../desk/deskContext";
import { Section } from "../desk/Section";
import { useLocations } from "../desk/useLocations";
import { draftOf, locationsOf, wrongWith, type LocationDraft } from "../front/locationDrafts";
import { LocationList } from "../front/LocationList";
import { PasswordRules } from "../front/PasswordRules";
import { updateSeat } from "../seats";
import { count, sentence, timeText } from "../words";

/** Who is there, and, for directors, who may be. */
export const People = () => {
  const { desk } = useHeld();
  const presence = useWatched(desk, () => desk.presence);
  const isLive = useIsLive();
  const { mayDirect } = useRights();
  const locations = useLocations();
  const [ending, setEnding] = useState<string | null>(null);
  const say = useToast();
  const end = (which: readonly string[] | "others") =>
    desk.manage({ endSessions: which }).then(
      ({ sessionsEnded }) => say(`${count(sessionsEnded, "session")} ended.`),
      (trouble: unknown) => say(sentence(trouble), "bad"),
    );
  const isDirector = (name: string) => locations.some(({ locationName, director }) => locationName === name && director === true);
  return (
    <Section title="People" about={presence && `${count(presence.readers, "reader")}, ${count(presence.viewers, "display")}`}>
      {!isLive && <Notice tone="warn">Who is there is as of when the line was lost.</Notice>}
      <Panel
        flush
        title="Desks"
        actions={
          mayDirect && (
            <Button size="s" disabled={!isLive} onClick={() => setEnding("")}>
              End all other sessions…
            </Button>
          )
        }
      >
        <Table label="Desks" edge heads={["Location", "Now", { name: "Priority", as: "number" }, "Role", ...(mayDirect ? [{ name: "Actions", as: "said" } as const] : [])]}>
          {(presence?.locations ?? []).map(({ locationName, priority, live, lastSeenAt }) => (
            <tr key={locationName}>
              <td>
                <strong>{locationName}</strong> {locationName === desk.locationName && <span className={layout.hint}>this desk</span>}
              </td>
              <td>{live > 0 ? <Badge tone="good">{live === 1 ? "Online" : `Online, ${live} times`}</Badge> : lastSeenAt === null ? <Badge>Not seen yet</Badge> : <Badge tone="warn">Away since {timeText(lastSeenAt)}</Badge>}</td>
              <td className={table.number}>{priority}</td>
              <td>{isDirector(locationName) ? "Director" : "Writes"}</td>
              {mayDirect && (
                <td className={table.number}>
                  {locationName !== desk.locationName && (
                    <Button size="s" look="quiet" disabled={!isLive} onClick={() => setEnding(locationName)}>
                      End sessions…
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </Table>
      </Panel>
      {mayDirect && (
        <div className={layout.columns}>
          <Locations key={locations.map((one) => `${one.locationName}/${one.priority}/${one.director}`).join("|")} />
          <Password />
        </div>
      )}
      <Confirm
        open={ending !== null}
        title={ending === "" ? "End all other sessions?" : `End the sessions of ${ending ?? ""}?`}
        verb="End sessions"
        onNo={() => setEnding(null)}
        onYes={() => {
          void end(ending === "" || ending === null ? "others" : [ending]);
          setEnding(null);
        }}
      >
        They keep what they have not sent, and can go on with the password. Change the password first if they should not.
      </Confirm>
    </Section>
  );
};

const Locations = () => {
  const { desk, key } = useHeld();
  const isLive = useIsLive();
  const locations = useLocations();
  const [drafts, setDrafts] = useState<readonly LocationDraft[]>(() => locations.map((one) => draftOf(one.locationName, one.priority, one.director === true)));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const say = useToast();
  const own = drafts.find(({ name }) => name === desk.locationName);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const bad = wrongWith(drafts);
    setWrong(bad);
    if (bad !== null) return;
    setBusy(true);
    try {
      const now = locationsOf(drafts);
      await desk.manage({ locations: now });
      updateSeat(key, { directors: now.filter(({ director }) => director).map(({ locationName }) => locationName) });
      say("The list of locations is changed.");
    } catch (trouble) {
      setWrong(sentence(trouble));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="Locations">
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <LocationList drafts={drafts} onChange={setDrafts} fixed={own?.id} />
        {wrong !== null && <Notice tone="bad">{wrong}</Notice>}
        <div className={layout.actions}>
          <Button type="submit" look="primary" busy={busy} disabled={!isLive}>
            Change locations
          </Button>
          <span className={layout.hint}>Sessions of a location that is removed end.</span>
        </div>
      </form>
    </Panel>
  );
};

const Password = () => {
  const { desk } = useHeld();
  const isLive = useIsLive();
  const [password, setPassword] = useState("");
  const [no, setNo] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setNo(null);
    try {
      await desk.manage({ password });
      setPassword("");
      say("The password is changed. Desks that are in stay in.");
    } catch (trouble) {
      setNo(sentence(trouble));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="Password">
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <TextField label="New password of the meet" type="password" autoComplete="new-password" maxLength={128} value={password} onChange={(event) => setPassword(event.target.value)} required error={no} />
        <PasswordRules password={password} />
        <div className={layout.actions}>
          <Button type="submit" look="primary" busy={busy} disabled={!isLive || password === ""}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
};
