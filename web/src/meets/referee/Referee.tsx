import { AppWindow, Check, X } from "lucide-react";
import { useState } from "react";
import { useWatched } from "@rollcall/client/react";
import { Button, classes, Empty, LineState, Notice } from "../../ui";
import { HeldContext } from "../desk/deskContext";
import { GoOn } from "../desk/GoOn";
import type { Held } from "../held";
import { Lights } from "../lifting/Lights";
import { clockText } from "../../words/time";
import { useClock } from "../lifting/useClock";
import type { Side } from "../lifting/useLightsGiven";
import { lists } from "../lifters/lifter";
import css from "./referee.module.css";
import { useJudging } from "./useJudging";

const reasons: { readonly [lift in "S" | "B" | "D"]: readonly { readonly card: "red" | "blue" | "yellow"; readonly about: string }[] } = {
  S: [
    { card: "red", about: "Depth" },
    { card: "blue", about: "Rising or falling, knees" },
    { card: "yellow", about: "Steps, commands, other" },
  ],
  B: [
    { card: "red", about: "Chest, elbows" },
    { card: "blue", about: "Bar down, lockout" },
    { card: "yellow", about: "Commands, feet, other" },
  ],
  D: [
    { card: "red", about: "Knees, shoulders" },
    { card: "blue", about: "Bar down, support" },
    { card: "yellow", about: "Commands, feet, other" },
  ],
};

const buzz = (pattern: number | number[]) => void navigator.vibrate?.(pattern);

/** The decision, thumb-sized: good, or no lift with its card. */
export const Referee = ({ held, side, platform }: { readonly held: Held; readonly side: Side; readonly platform: number }) => {
  const { desk } = held;
  const holding = useWatched(held);
  const { line, pending, needs, finished } = useWatched(desk);
  const { view, lifter, given, all, isComplete, result, say } = useJudging(desk, platform, side);
  const clock = useClock(desk, platform);
  const [isUnsaid, setIsUnsaid] = useState(false);
  const isLive = line.state === "connected";
  const isEnded = needs === "password" || (line.state === "ended" && line.code === 4506);
  const isElsewhere = holding === "elsewhere" || (line.state === "ended" && line.code === 4505);
  const mayJudge = isLive && lifter !== undefined && !finished;
  const decide = (decision: "good" | "bad" | null, cards: readonly string[] = []) => {
    const isSaid = say(decision, cards);
    setIsUnsaid(!isSaid);
    buzz(isSaid ? (decision === "bad" ? [40, 60, 40] : 60) : [200]);
  };
  return (
    <HeldContext.Provider value={held}>
      <main className={css.page}>
        <header className={css.head}>
          <div>
            <h1>Referee, {side}</h1>
            <span className={css.quiet}>Platform {platform}</span>
          </div>
          <LineState line={line} owed={pending} />
        </header>
        {isElsewhere ? (
          <Empty picture={<AppWindow aria-hidden />} title="Open in another tab">
            <Button look="primary" size="l" onClick={() => void held.open()}>
              Judge here
            </Button>
          </Empty>
        ) : (
          <>
            {isEnded && <GoOn pending={pending} />}
            {!isLive && !isEnded && line.state !== "connecting" && (
              <Notice tone="bad" title="No line">
                Show your decision by hand until it is back.
              </Notice>
            )}
            {finished && <Notice tone="good" title="The meet is published" />}
            {isUnsaid && isLive && <Notice tone="bad">That did not go out. Press again.</Notice>}
            <section className={css.lifter} aria-label="On the platform">
              {lifter === undefined || view === undefined ? (
                <p className={css.name}>{view === undefined ? "Waiting for the platform" : "Nobody has the turn"}</p>
              ) : (
                <>
                  <div className={css.line}>
                    <span>
                      {lists[view.lift].name} {view.attempt}
                    </span>
                    {view.clock !== null && <span className={css.clock}>{clockText(clock.leftMs)}</span>}
                  </div>
                  <p className={css.name}>{lifter.name}</p>
                  <p className={css.weight}>
                    {view.loading.current?.text ?? "–"} <span>{view.meet.units}</span>
                  </p>
                </>
              )}
            </section>
            {given === null ? (
              <div className={css.choices}>
                <button type="button" className={classes(css.choice, css.good)} disabled={!mayJudge} onClick={() => decide("good")}>
                  <Check aria-hidden />
                  Good lift
                </button>
                <fieldset className={css.no} disabled={!mayJudge}>
                  <legend>
                    <X aria-hidden /> No lift
                  </legend>
                  {reasons[view?.lift ?? "S"].map(({ card, about }) => (
                    <button key={card} type="button" className={classes(css.choice, css[card])} onClick={() => decide("bad", [card])}>
                      <strong>{card}</strong>
                      <span>{about}</span>
                    </button>
                  ))}
                </fieldset>
              </div>
            ) : (
              <div className={css.given} role="status">
                <div className={classes(css.mine, given.decision === "good" ? css.good : css[given.cards[0] ?? "red"])}>
                  {given.decision === "good" ? <Check aria-hidden /> : <X aria-hidden />}
                  <strong>{given.decision === "good" ? "Good lift" : `No lift, ${given.cards.join(" and ")}`}</strong>
                </div>
                <Lights given={all} isComplete={isComplete} />
                {result !== null && <p className={css.result}>{result === "good" ? "Good lift" : "No lift"}</p>}
                {!isComplete && (
                  <Button size="l" disabled={!isLive} onClick={() => decide(null)}>
                    Change it
                  </Button>
                )}
              </div>
            )}
          </>
        )}
      </main>
    </HeldContext.Provider>
  );
};
