import { CheckField, SelectField, TextField } from "../ui";
import { overlayParts, usualAccents, type Choices, type Kind, type OverlayPart } from "./addresses";
import css from "./SetUp.module.css";

const partNames: { readonly [part in OverlayPart]: string } = { lifter: "Current lifter", next: "Next lifter", lights: "Lights", clock: "Clock", standings: "Standings" };

/** How a display looks. */
export const ChoiceFields = ({ kind, chosen, onChange }: { readonly kind: Kind; readonly chosen: Choices; readonly onChange: (change: Partial<Choices>) => void }) => (
  <div className={css.choices}>
    {kind === "overlay" && (
      <fieldset className={css.parts}>
        <legend>Shows</legend>
        {overlayParts.map((part) => (
          <CheckField
            key={part}
            label={partNames[part]}
            checked={chosen.show.includes(part)}
            onChange={(event) => onChange({ show: event.currentTarget.checked ? overlayParts.filter((one) => one === part || chosen.show.includes(one)) : chosen.show.filter((one) => one !== part) })}
          />
        ))}
      </fieldset>
    )}
    <SelectField label="Theme" value={chosen.theme} onChange={(event) => onChange(themed(chosen, event.currentTarget.value === "light" ? "light" : "dark"))}>
      <option value="dark">Dark</option>
      <option value="light">Light</option>
    </SelectField>
    {kind === "scoreboard" && (
      <>
        <SelectField label="Listed by" value={chosen.by} onChange={(event) => onChange({ by: event.currentTarget.value === "points" ? "points" : "class" })}>
          <option value="class">Classes</option>
          <option value="points">Points ranking</option>
        </SelectField>
        <TextField label="Seconds a page" type="number" min={2} max={600} value={chosen.every} onChange={(event) => onChange({ every: Math.min(600, Math.max(2, event.currentTarget.valueAsNumber || 12)) })} />
      </>
    )}
    {kind === "overlay" && (
      <>
        <SelectField label="Place" value={chosen.position} onChange={(event) => onChange({ position: event.currentTarget.value as Choices["position"] })}>
          <option value="left">Left</option>
          <option value="center">Centre</option>
          <option value="right">Right</option>
        </SelectField>
        <SelectField label="Size" value={String(chosen.scale)} onChange={(event) => onChange({ scale: Number(event.currentTarget.value) })}>
          <option value="0.75">Small</option>
          <option value="1">Usual</option>
          <option value="1.25">Large</option>
        </SelectField>
        <TextField label="Accent" type="color" value={chosen.accent} onChange={(event) => onChange({ accent: event.currentTarget.value })} />
        <CheckField className={css.whole} label="No sign while reconnecting" checked={chosen.quiet} onChange={(event) => onChange({ quiet: event.currentTarget.checked })} />
      </>
    )}
  </div>
);

/** Another theme; an accent that nobody chose goes along. */
const themed = (chosen: Choices, theme: Choices["theme"]): Partial<Choices> => ({ theme, accent: chosen.accent === usualAccents[chosen.theme] ? usualAccents[theme] : chosen.accent });
