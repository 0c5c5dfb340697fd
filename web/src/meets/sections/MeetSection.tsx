import { CheckField, layout, Panel, SelectField } from "../../ui";
import { Section } from "../desk/Section";
import { useDesk, useRights } from "../desk/deskContext";
import { digitsOf, grouped } from "../meetId";
import { formulas, useFlag, useInKg, useNumber, useNumbers, useText, useTexts } from "../meetFields";
import { kgOf, weightText } from "../units";
import { CopyButton } from "./CopyButton";
import { DraftField } from "./DraftField";
import { Exchange } from "./Exchange";
import { Plates } from "./Plates";
import css from "./sections.module.css";

/** What the meet is: the field names are those of the record book. */
export const MeetSection = () => {
  const desk = useDesk();
  const { mayWrite } = useRights();
  const inKg = useInKg(desk);
  const id = grouped(digitsOf(desk.meetId ?? ""));
  const readOnly = !mayWrite;
  const own = { readOnly };
  return (
    <Section title="Meet">
      <div className={css.plate}>
        <div>
          <span className={css.plateLabel}>Meet id</span>
          <span className={css.plateId}>{id}</span>
        </div>
        <p className={css.plateHint}>
          Other desks join under <strong>{location.host}/meets/join</strong> with this id, their location and the password.
        </p>
        <CopyButton text={`${location.origin}/meets/${id}`} label="Copy the link" />
      </div>
      <div className={layout.columns}>
        <Panel title="The meet">
          <div className={layout.form}>
            <TextOf field="name" label="Name" {...own} />
            <div className={layout.two}>
              <TextOf field="federation" label="Federation" {...own} />
              <DraftField label="Date" type="date" text={useText(desk, "date")} {...own} onWrite={(text) => (desk.set("meet.date", text), null)} />
            </div>
            <div className={layout.three}>
              <TextOf field="city" label="Town" {...own} />
              <TextOf field="state" label="State" {...own} />
              <TextOf field="country" label="Country" {...own} />
            </div>
            <Days {...own} />
          </div>
        </Panel>
        <Panel title="Scoring">
          <div className={layout.form}>
            <div className={layout.two}>
              <SelectField label="Formula" value={useText(desk, "formula")} disabled={readOnly} onChange={(event) => desk.set("meet.formula", event.target.value)}>
                <option value="">None chosen</option>
                {formulas.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </SelectField>
              <SelectField label="Age coefficients" value={useText(desk, "ageCoefficients") || "None"} disabled={readOnly} onChange={(event) => desk.set("meet.ageCoefficients", event.target.value)}>
                <option value="None">None</option>
                <option value="FosterMcCulloch">Foster and McCulloch</option>
              </SelectField>
            </div>
            <SelectField label="Weights in" value={inKg ? "kg" : "lb"} disabled={readOnly} onChange={(event) => desk.set("meet.inKg", event.target.value === "kg")} hint="Only how they are written. What is kept stays the same.">
              <option value="kg">kilograms</option>
              <option value="lb">pounds</option>
            </SelectField>
            <div className={css.checks}>
              <Flag field="combineSleevesAndWraps" label="Sleeves and wraps in one category" {...own} />
              <Flag field="combineSingleAndMulti" label="Single-ply and multi-ply in one category" {...own} />
              <Flag field="allow4thAttempts" label="Fourth attempts" {...own} />
              <Flag field="roundTotalsDown" label={inKg ? "Totals rounded down to 2.5 kg" : "Totals rounded down to 5 lb"} {...own} />
            </div>
          </div>
        </Panel>
        <Panel title="Divisions and weight classes">
          <div className={layout.form}>
            <DraftField
              label="Divisions"
              lines
              hint="Separated by commas."
              text={useTexts(desk, "divisions").join(", ")}
              {...own}
              onWrite={(text) => (desk.set("meet.divisions", [...new Set(text.split(",").map((one) => one.trim()).filter((one) => one !== ""))]), null)}
            />
            <ClassesOf field="weightClassesKgMen" label="Men" inKg={inKg} {...own} />
            <ClassesOf field="weightClassesKgWomen" label="Women" inKg={inKg} {...own} />
            <ClassesOf field="weightClassesKgMx" label="Mx" inKg={inKg} {...own} />
          </div>
        </Panel>
        <Panel title="Bar and plates">
          <Plates {...own} />
        </Panel>
        <Panel title="Files">
          <Exchange />
        </Panel>
      </div>
    </Section>
  );
};

const TextOf = ({ field, label, readOnly }: { readonly field: string; readonly label: string; readonly readOnly: boolean }) => {
  const desk = useDesk();
  return <DraftField label={label} text={useText(desk, field)} readOnly={readOnly} onWrite={(text) => (text.length > 500 ? "At most 500 characters." : (desk.set(`meet.${field}`, text), null))} />;
};

const Flag = ({ field, label, readOnly }: { readonly field: string; readonly label: string; readonly readOnly: boolean }) => {
  const desk = useDesk();
  return <CheckField label={label} checked={useFlag(desk, field)} disabled={readOnly} onChange={(event) => desk.set(`meet.${field}`, event.target.checked)} />;
};

const ClassesOf = ({ field, label, inKg, readOnly }: { readonly field: string; readonly label: string; readonly inKg: boolean; readonly readOnly: boolean }) => {
  const desk = useDesk();
  return (
    <DraftField
      label={label}
      hint="Upper bounds, rising. Above the last one is the open class."
      text={useNumbers(desk, field).map((kg) => weightText(kg, inKg)).join(", ")}
      readOnly={readOnly}
      onWrite={(text) => {
        const classes = text.split(/[,;]\s*|\s+/).filter((one) => one !== "").map((one) => kgOf(one, inKg));
        if (classes.some((kg) => kg === null || kg <= 0)) return "These are not all weights.";
        if (classes.some((kg, at) => at > 0 && kg! <= classes[at - 1]!)) return "Each class must be above the one before.";
        desk.set(`meet.${field}`, classes as number[]);
        return null;
      }}
    />
  );
};

/** How many days there are, and how many platforms on each. */
const Days = ({ readOnly }: { readonly readOnly: boolean }) => {
  const desk = useDesk();
  const days = useNumber(desk, "lengthDays", 1);
  const platforms = useNumbers(desk, "platformsOnDays");
  return (
    <div className={layout.three}>
      <SelectField
        label="Days"
        value={days}
        disabled={readOnly}
        onChange={(event) => {
          const length = Number(event.target.value);
          desk.set("meet.lengthDays", length);
          desk.set("meet.platformsOnDays", Array.from({ length }, (_, at) => platforms[at] ?? 1));
        }}
      >
        {Array.from({ length: 14 }, (_, at) => (
          <option key={at}>{at + 1}</option>
        ))}
      </SelectField>
      {Array.from({ length: days }, (_, day) => (
        <SelectField
          key={day}
          label={days === 1 ? "Platforms" : `Platforms, day ${day + 1}`}
          value={platforms[day] ?? 1}
          disabled={readOnly}
          onChange={(event) => desk.set("meet.platformsOnDays", Array.from({ length: days }, (_, at) => (at === day ? Number(event.target.value) : (platforms[at] ?? 1))))}
        >
          {Array.from({ length: 20 }, (_, at) => (
            <option key={at}>{at + 1}</option>
          ))}
        </SelectField>
      ))}
    </div>
  );
};
