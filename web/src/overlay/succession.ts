const heldMs = 3_500;
const leavingMs = 340;

/** Who is shown, while who is up changes: the one who has lifted stays a moment, so that the result is seen, then goes, and only then the next one comes. */
export const succession = (changed: () => void) => {
  let shown: number | null = null;
  let stage: "here" | "held" | "leaving" = "here";
  let timer = 0;

  const after = (ms: number, then: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      then();
      changed();
    }, ms);
  };
  const come = () => {
    [shown, stage] = [null, "here"];
  };
  const go = () => {
    stage = "leaving";
    after(leavingMs, come);
  };

  /** Who is to be shown when so and so is up; null for nobody. */
  const look = (upId: number | null): number | null => {
    if (stage === "here" && shown === null) shown = upId;
    else if (stage === "here" && shown !== upId) {
      stage = "held";
      after(heldMs, go);
    } else if (stage === "held" && shown === upId) {
      // It was taken back.
      clearTimeout(timer);
      stage = "here";
    }
    return stage === "leaving" ? null : shown;
  };
  return { look, isHeld: () => stage === "held" };
};
