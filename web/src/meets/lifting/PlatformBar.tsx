import { SelectField, classes } from "../../ui";
import { useDesk, useRights } from "../desk/deskContext";
import { liftNames, lists } from "../lifters/lifter";
import { flights, useNumber } from "../meetFields";
import css from "./lifting.module.css";
import type { Platform } from "./usePlatform";

/** Which platform this desk looks at, and what that platform is at. */
export const PlatformBar = ({ platform, numbers, known, onPlatform }: { readonly platform: Platform; readonly numbers: readonly number[]; /** Flights that have lifters. */ readonly known: readonly string[]; readonly onPlatform: (number: number) => void }) => {
  const desk = useDesk();
  const { mayWrite } = useRights();
  const days = useNumber(desk, "lengthDays", 1);
  const put = (field: string, value: string | number | null) => void desk.set(`lifting.platforms[${platform.number}].${field}`, value);
  const begin = (field: string, value: string | number) => {
    put(field, value);
    if (platform.overrideAttempt !== null) put("overrideAttempt", null);
    if (platform.overrideEntryId !== null) put("overrideEntryId", null);
  };
  return (
    <div className={css.at}>
      {numbers.length > 1 && (
        <SelectField label="Platform" value={platform.number} onChange={(event) => onPlatform(Number(event.target.value))}>
          {numbers.map((number) => (
            <option key={number}>{number}</option>
          ))}
        </SelectField>
      )}
      {days > 1 && (
        <SelectField label="Day" value={platform.day} disabled={!mayWrite} onChange={(event) => begin("day", Number(event.target.value))}>
          {Array.from({ length: days }, (_, at) => (
            <option key={at}>{at + 1}</option>
          ))}
        </SelectField>
      )}
      <SelectField label="Flight" value={platform.flight} disabled={!mayWrite} onChange={(event) => begin("flight", event.target.value)}>
        {flights.filter((flight) => known.includes(flight) || flight === platform.flight || flight === "A").map((flight) => (
          <option key={flight}>{flight}</option>
        ))}
      </SelectField>
      <fieldset className={css.choices}>
        <legend>Lift</legend>
        {liftNames.map((lift) => (
          <label key={lift} className={classes(css.choice, platform.lift === lift && css.chosen)}>
            <input type="radio" name="lift" className="said" checked={platform.lift === lift} disabled={!mayWrite} onChange={() => begin("lift", lift)} />
            {lists[lift].name}
          </label>
        ))}
      </fieldset>
      <SelectField label="Attempt" value={platform.overrideAttempt ?? ""} disabled={!mayWrite} onChange={(event) => put("overrideAttempt", event.target.value === "" ? null : Number(event.target.value))}>
        <option value="">{`By itself (${platform.attempt})`}</option>
        {[1, 2, 3, 4].map((attempt) => (
          <option key={attempt} value={attempt}>
            {attempt}
          </option>
        ))}
      </SelectField>
    </div>
  );
};
