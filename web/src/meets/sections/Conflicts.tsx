import { CircleCheckBig } from "lucide-react";
import { useState } from "react";
import type { Conflict, Desk, Json } from "@rollcall/client/meets";
import { useObject, useWatched } from "@rollcall/client/react";
import { Badge, Button, Empty, layout, Notice, useToast } from "../../ui";
import { aboutOf, valueWords } from "../desk/describe";
import { useDesk, useHeld, useIsLive, useRights } from "../desk/deskContext";
import { Section } from "../desk/Section";
import { useOpenConflicts } from "../desk/useOpenConflicts";
import { useInKg } from "../meetFields";
import type { Refusal } from "../refusals";
import { sentence, timeText } from "../words";
import css from "./sections.module.css";

/** Every value that lost against another one, until somebody has decided what is right. */
export const Conflicts = () => {
  const { desk, refusals } = useHeld();
  const conflicts = useOpenConflicts(desk);
  const refused = useWatched(refusals);
  const { mayDirect } = useRights();
  const role = useWatched(desk, () => desk.role);
  return (
    <Section title="Conflicts" about="Two desks changed the same thing, and one had not seen the other. One value stands; the other waits here.">
      {role === "reader" && <Notice>Who only reads is not told of conflicts.</Notice>}
      {conflicts.length > 0 && !mayDirect && <Notice>A director settles these. You can set your own value again; it then stands like any other edit.</Notice>}
      {conflicts.length + refused.length === 0 && role !== "reader" && (
        <Empty picture={<CircleCheckBig aria-hidden />} title="Nothing to decide">
          Every desk agrees.
        </Empty>
      )}
      <ul className={css.conflicts}>
        {conflicts.map((one) => (
          <ConflictCard key={one.conflictId} desk={desk} conflict={one} mayDirect={mayDirect} />
        ))}
        {refused.map((one) => (
          <RefusalCard key={one.id} desk={desk} refusal={one} />
        ))}
      </ul>
    </Section>
  );
};

const said = (one: { readonly updateValue: Json } | { readonly delete: true }): Json | undefined => ("delete" in one ? undefined : one.updateValue);

const ConflictCard = ({ desk, conflict, mayDirect }: { readonly desk: Desk; readonly conflict: Conflict; readonly mayDirect: boolean }) => {
  const say = useToast();
  const isLive = useIsLive();
  const { mayWrite } = useRights();
  const inKg = useInKg(desk);
  const [busy, setBusy] = useState(false);
  // Names come with the lifter, which may be renamed while this is looked at.
  const [, entry] = /^(registration\.entries\[\d+\])/.exec(conflict.updateKey) ?? [];
  useObject(desk, entry ?? conflict.updateKey);
  const own = conflict.lost.filter(({ locationName }) => locationName === desk.locationName);
  const settle = async (action: "apply" | "dismiss") => {
    setBusy(true);
    try {
      await desk.settle(conflict.conflictId, action);
      say(action === "apply" ? "The value that lost stands now." : "It stays as it is.");
    } catch (trouble) {
      say(sentence(trouble), "bad");
      setBusy(false);
    }
  };
  return (
    <li className={css.conflict} data-conflict={conflict.conflictId}>
      <header className={css.conflictHead}>
        <h2>{aboutOf(desk, conflict.updateKey)}</h2>
        <span className={layout.hint}>{timeText(conflict.raisedAt)}</span>
      </header>
      <div className={css.sides}>
        {conflict.lost.map((lost, at) => (
          <div key={`${lost.updateKey}-${at}`} className={css.lost}>
            <span className={css.sideName}>
              <Badge tone="bad">Lost</Badge> {lost.locationName === desk.locationName ? "Mine" : lost.locationName} <span className={layout.hint}>priority {lost.priority}</span>
            </span>
            <span className={css.value}>{valueWords(lost.updateKey, said(lost), inKg)}</span>
            {lost.updateKey !== conflict.updateKey && <span className={layout.hint}>{aboutOf(desk, lost.updateKey)}</span>}
          </div>
        ))}
        {conflict.standing !== null && (
          <div className={css.stands}>
            <span className={css.sideName}>
              <Badge tone="good">Stands</Badge> {conflict.standing.locationName === desk.locationName ? "Mine" : conflict.standing.locationName} <span className={layout.hint}>priority {conflict.standing.priority}</span>
            </span>
            <span className={css.value}>{valueWords(conflict.updateKey, said(conflict.standing), inKg)}</span>
          </div>
        )}
      </div>
      <div className={layout.actions}>
        {mayDirect ? (
          <>
            <Button look="primary" busy={busy} disabled={!isLive} onClick={() => void settle("apply")}>
              Use what lost
            </Button>
            <Button busy={busy} disabled={!isLive} onClick={() => void settle("dismiss")}>
              Leave what stands
            </Button>
          </>
        ) : (
          mayWrite &&
          own.length > 0 && (
            <Button
              onClick={() => {
                for (const lost of own) "delete" in lost ? desk.delete(lost.updateKey) : desk.set(lost.updateKey, lost.updateValue);
                say("Your value is set again.");
              }}
            >
              Set mine again
            </Button>
          )
        )}
        {!isLive && mayDirect && <span className={layout.hint}>Settling needs the line.</span>}
      </div>
    </li>
  );
};

const RefusalCard = ({ desk, refusal }: { readonly desk: Desk; readonly refusal: Refusal }) => {
  const { refusals } = useHeld();
  const inKg = useInKg(useDesk());
  return (
    <li className={css.conflict}>
      <header className={css.conflictHead}>
        <h2>{aboutOf(desk, refusal.updateKey)}</h2>
        <span className={layout.hint}>{timeText(refusal.at)}</span>
      </header>
      <div className={css.sides}>
        <div className={css.lost}>
          <span className={css.sideName}>
            <Badge tone="bad">Not taken</Badge> Mine
          </span>
          <span className={css.value}>{valueWords(refusal.updateKey, refusal.value, inKg)}</span>
          <span>{refusal.reason}</span>
        </div>
      </div>
      <div className={layout.actions}>
        <Button onClick={() => refusals.dismiss(refusal)}>Dismiss</Button>
      </div>
    </li>
  );
};
