import { Plus, X } from "lucide-react";
import { Button, classes, IconButton, layout } from "../../ui";
import { useDesk } from "../desk/deskContext";
import { usualBar, type Plate } from "../freshMeet";
import { useInKg, useNumber, usePlates } from "../meetFields";
import { lbPerKg } from "../../words/weights";
import { kgOf, unitName, weightText } from "../units";
import { DraftField } from "./DraftField";
import css from "./sections.module.css";

const bars = [
  { field: "squatBarAndCollarsWeightKg", name: "Squat" },
  { field: "benchBarAndCollarsWeightKg", name: "Bench press" },
  { field: "deadliftBarAndCollarsWeightKg", name: "Deadlift" },
] as const;

/** Bars with their collars, and the plates there are, so that the loaders' pictures are right. */
export const Plates = ({ readOnly }: { readonly readOnly: boolean }) => {
  const desk = useDesk();
  const inKg = useInKg(desk);
  const plates = [...usePlates(desk)].sort((a, b) => b.weightKg - a.weightKg);
  const write = (now: readonly Plate[]) => void desk.set("meet.plates", now.map((one) => ({ ...one })));
  const put = (at: number, change: Partial<Plate>) => write(plates.map((one, place) => (place === at ? { ...one, ...change } : one)));
  return (
    <div className={layout.form}>
      <div className={layout.three}>
        {bars.map(({ field, name }) => (
          <BarWeight key={field} field={field} name={`${name} (${unitName(inKg)})`} inKg={inKg} readOnly={readOnly} />
        ))}
      </div>
      <div className={css.plateList}>
        <div className={classes(css.plateRow, css.plateHead)} aria-hidden>
          <span />
          <span>Plate ({unitName(inKg)})</span>
          <span>Pairs</span>
        </div>
        <ul className={css.plateList} aria-label="Plates">
          {plates.map((plate, at) => (
            <li key={`${plate.weightKg}-${at}`} className={css.plateRow}>
              <input type="color" aria-label={`Colour of ${weightText(plate.weightKg, inKg)}`} value={/^#[0-9a-f]{6}$/i.test(plate.color) ? plate.color : "#888888"} disabled={readOnly} onChange={(event) => put(at, { color: event.target.value })} className={css.colour} />
              <DraftField
                bare
                label={`Plate (${unitName(inKg)})`}
                numeric
                text={weightText(plate.weightKg, inKg)}
                readOnly={readOnly}
                onWrite={(text) => {
                  const kg = kgOf(text, inKg);
                  if (kg === null || kg <= 0) return "No weight";
                  put(at, { weightKg: kg });
                  return null;
                }}
              />
              <DraftField
                bare
                label={`Pairs of ${weightText(plate.weightKg, inKg)}`}
                numeric
                text={String(plate.pairCount)}
                readOnly={readOnly}
                onWrite={(text) => {
                  if (!/^\d{1,3}$/.test(text)) return "A whole number";
                  put(at, { pairCount: Number(text) });
                  return null;
                }}
              />
              {!readOnly && (
                <IconButton size="s" label={`Remove ${weightText(plate.weightKg, inKg)}`} onClick={() => write(plates.filter((one) => one !== plate))}>
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      </div>
      {!readOnly && (
        <div className={layout.actions}>
          <Button size="s" onClick={() => write([...plates, { weightKg: inKg ? 0.5 : 0.5 / lbPerKg, pairCount: 1, color: "#a1a1aa" }])}>
            <Plus aria-hidden />
            Add a plate
          </Button>
          <Button size="s" look="quiet" onClick={() => Object.entries(usualBar(inKg)).forEach(([field, value]) => desk.set(`meet.${field}`, value))}>
            The usual set in {inKg ? "kilograms" : "pounds"}
          </Button>
        </div>
      )}
    </div>
  );
};

const BarWeight = ({ field, name, inKg, readOnly }: { readonly field: string; readonly name: string; readonly inKg: boolean; readonly readOnly: boolean }) => {
  const desk = useDesk();
  return (
    <DraftField
      label={name}
      numeric
      text={weightText(useNumber(desk, field, 0), inKg)}
      readOnly={readOnly}
      onWrite={(text) => {
        const kg = kgOf(text, inKg);
        if (kg === null || kg < 0) return "No weight";
        desk.set(`meet.${field}`, kg);
        return null;
      }}
    />
  );
};
