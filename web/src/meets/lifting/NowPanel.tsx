import { Check, X } from "lucide-react";
import { useEntry } from "@rollcall/client/react";
import { Badge, Button, classes, Kbd } from "../../ui";
import { useDesk } from "../desk/deskContext";
import { lifterOf, lists } from "../lifters/lifter";
import { ordinal } from "../../words/ordinal";
import { unitName, weightText } from "../units";
import { Bar } from "./Bar";
import css from "./lifting.module.css";
import type { Platform } from "./usePlatform";

/** Who is on the platform, what is on the bar, and the decision. */
export const NowPanel = ({ platform, inKg, mayWrite, onCall }: { readonly platform: Platform; readonly inKg: boolean; readonly mayWrite: boolean; readonly onCall: (decision: "good" | "bad") => void }) => {
  const desk = useDesk();
  const entry = useEntry(desk, platform.currentId ?? -1);
  if (entry === undefined)
    return (
      <section className={classes(css.now, css.nobody)} aria-label="On the platform">
        <p className={css.quiet}>{platform.rows.length === 0 ? "Nobody lifts in this flight." : "Nobody has an attempt open."}</p>
        <p>{platform.rows.length === 0 ? "Choose another flight, or put lifters into it under Registration." : `${lists[platform.lift].name} of flight ${platform.flight} is done, or the next attempts are not put down yet.`}</p>
      </section>
    );
  const lifter = lifterOf(entry);
  const shown = platform.view?.lifters.find(({ entryId }) => entryId === lifter.id);
  const kg = lifter.kg[platform.lift][platform.attempt - 1] ?? 0;
  const rack = platform.lift === "S" ? lifter.squatRackInfo : platform.lift === "B" ? lifter.benchRackInfo : "";
  const ifGood = platform.isServers ? shown?.ifGood : undefined;
  return (
    <section className={css.now} aria-label="On the platform">
      <div className={css.who}>
        <div className={css.whoText}>
          <span className={css.attempt}>
            {lists[platform.lift].name} · attempt {platform.attempt}
          </span>
          <h2 className={css.name}>{lifter.name || `Lifter ${lifter.id}`}</h2>
          <p className={css.facts}>
            {[shown?.weightClass ? `${shown.weightClass} ${unitName(inKg)}` : "", lifter.equipment, lifter.team, lifter.lot === 0 ? "" : `Lot ${lifter.lot}`].filter((one) => one !== "").join(" · ")}
            {lifter.guest && <Badge>Guest</Badge>}
          </p>
          {rack !== "" && (
            <p className={css.rack}>
              Rack <strong>{rack}</strong>
            </p>
          )}
        </div>
        <div className={css.weight}>
          {weightText(kg, inKg) || "–"}
          <span className={css.unit}>{unitName(inKg)}</span>
        </div>
      </div>
      {platform.loading.current && <Bar bar={platform.loading.current} inKg={inKg} />}
      {ifGood && ifGood.place !== null && (
        <p className={css.facts}>
          If good: {weightText(ifGood.totalKg, inKg)} {unitName(inKg)} in total, {ordinal(ifGood.place)} in the class
        </p>
      )}
      {mayWrite && (
        <div className={css.decide}>
          <Button size="l" look="good" className={css.good} aria-keyshortcuts="G" onClick={() => onCall("good")}>
            <Check aria-hidden />
            Good lift <Kbd>G</Kbd>
          </Button>
          <Button size="l" className={css.bad} aria-keyshortcuts="N" onClick={() => onCall("bad")}>
            <X aria-hidden />
            No lift <Kbd>N</Kbd>
          </Button>
        </div>
      )}
    </section>
  );
};
