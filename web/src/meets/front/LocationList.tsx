import { Plus, X } from "lucide-react";
import { Button, CheckField, IconButton, layout, TextField } from "../../ui";
import { draftOf, refereeLocations, type LocationDraft } from "./locationDrafts";
import css from "./front.module.css";

/** The desks of a meet: names, who wins when two desks disagree, who directs. */
export const LocationList = ({ drafts, onChange, fixed }: { readonly drafts: readonly LocationDraft[]; readonly onChange: (drafts: readonly LocationDraft[]) => void; /** One's own, which stays and directs. */ readonly fixed?: number | undefined }) => {
  const put = (id: number, change: Partial<LocationDraft>) => onChange(drafts.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const missing = refereeLocations.filter((name) => !drafts.some((one) => one.name === name));
  return (
    <div className={css.locations} role="group" aria-label="Locations">
      <div className={css.location} aria-hidden>
        <span className={css.locationHead}>Location</span>
        <span className={css.locationHead}>Priority</span>
        <span className={css.locationHead}>Director</span>
        <span />
      </div>
      {drafts.map((one) => (
        <div key={one.id} className={css.location}>
          <TextField bare label="Name of location" value={one.name} maxLength={100} onChange={(event) => put(one.id, { name: event.target.value })} required />
          <TextField bare label={`Priority of ${one.name}`} inputMode="numeric" value={one.priority} onChange={(event) => put(one.id, { priority: event.target.value })} required />
          <CheckField label={<span className="said">{`${one.name} is a director’s`}</span>} checked={one.isDirector} disabled={one.id === fixed} onChange={(event) => put(one.id, { isDirector: event.target.checked })} />
          <IconButton size="s" label={`Remove ${one.name}`} disabled={one.id === fixed || drafts.length === 1} onClick={() => onChange(drafts.filter((other) => other !== one))}>
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className={layout.actions}>
        <Button size="s" onClick={() => onChange([...drafts, draftOf(`Desk ${drafts.length + 1}`, 5)])}>
          <Plus aria-hidden />
          Add a location
        </Button>
        {missing.length > 0 && (
          <Button size="s" look="quiet" onClick={() => onChange([...drafts, ...missing.map((name) => draftOf(name, 0))])}>
            <Plus aria-hidden />
            Referees’ phones
          </Button>
        )}
      </div>
      <p className={layout.hint}>When two desks changed the same thing while one was away, the higher priority stands, and the other value goes to the conflict inbox.</p>
    </div>
  );
};
