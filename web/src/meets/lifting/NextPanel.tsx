import { useEntry } from "@rollcall/client/react";
import { useDesk } from "../desk/deskContext";
import { lifterOf } from "../lifters/lifter";
import { unitName } from "../units";
import { Bar } from "./Bar";
import css from "./lifting.module.css";
import type { Platform } from "./usePlatform";

/** Who comes after, and how the bar changes for it. */
export const NextPanel = ({ platform, inKg }: { readonly platform: Platform; readonly inKg: boolean }) => {
  const desk = useDesk();
  const entry = useEntry(desk, platform.nextId ?? -1);
  const bar = platform.loading.next;
  return (
    <section className={css.next} aria-label="Next">
      <span className={css.attempt}>Next</span>
      {entry === undefined ? (
        <p className={css.quiet}>Nobody</p>
      ) : (
        <>
          <div className={css.nextWho}>
            <strong>{lifterOf(entry).name}</strong>
            {bar && (
              <span className={css.nextWeight}>
                {bar.text} {unitName(inKg)}
              </span>
            )}
          </div>
          {bar && <Bar bar={bar} inKg={inKg} />}
        </>
      )}
    </section>
  );
};
