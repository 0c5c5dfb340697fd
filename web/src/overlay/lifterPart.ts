import "./lifter.css";
import type { LifterView, PlatformView } from "@rollcall/client/meets";
import { className, dotted, fromWhere, liftName, pointsText, sexName, turnNumber, turns, unitSign } from "../displays/words";
import { ordinal } from "../words/ordinal";
import { weightText } from "../words/weights";
import { attemptBoxes } from "./attempts";
import { made, mark, show, write, writeFitted } from "./dom";
import { succession } from "./succession";

/** The lower third: who is up, with which weight, the attempts so far, and what a good lift would bring. */
export const lifterPart = (changed: () => void) => {
  const [name, about, lift, weight, unit, outlook, total] = ["name", "about", "lift", "weight", "unit", "outlook", "total"].map((one) => made(one)) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const boxes = attemptBoxes();
  const node = made("lifter plate", made("top", made("who", name, about), made("bar", lift, made("load", weight, unit))), made("under", boxes.node, made("sums", total, outlook)));
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "On the platform");
  const turn = succession(changed);

  const drawBar = (view: PlatformView["view"], lifter: LifterView) => {
    write(lift, dotted(liftName(view.lift), ordinal(turnNumber(lifter, view.lift, "current") ?? view.attempt)));
    write(weight, view.loading.current?.text ?? "");
    write(unit, unitSign(view.meet.units));
  };

  const drawSums = (view: PlatformView["view"], { totalKg, projectedTotalKg, place, projectedPlace, ifGood }: LifterView) => {
    const { units, formula } = view.meet;
    const [sum, at] = totalKg > 0 ? [totalKg, place] : [projectedTotalKg, projectedPlace];
    write(total, sum > 0 ? dotted(`${totalKg > 0 ? "Total" : "Projected"} ${weightText(sum, units)}`, at !== null && ordinal(at)) : "");
    write(outlook, ifGood === null || ifGood.totalKg === 0 ? "" : `If good ${dotted(weightText(ifGood.totalKg, units), ifGood.place !== null && ordinal(ifGood.place), ifGood.points !== null && `${pointsText(ifGood.points)} ${formula}`)}`);
  };

  const draw = (view: PlatformView["view"]) => {
    const { current } = turns(view);
    const shownId = turn.look(current?.entryId ?? null);
    const lifter = view.lifters.find(({ entryId }) => entryId === shownId);
    show(node, lifter !== undefined);
    if (lifter === undefined) return;
    // Whoever has just lifted keeps the bar that was lifted.
    if (lifter === current) drawBar(view, lifter);
    boxes.draw(lifter, view.lift);
    drawSums(view, lifter);
    mark(node, "data-held", lifter === current ? null : "");
    writeFitted(name, lifter.name || "No name");
    writeFitted(about, dotted(`${sexName(lifter.sex)} ${className(lifter.weightClass, view.meet.units)}`.trim(), lifter.division, fromWhere(lifter)));
  };
  return { node, draw, isHeld: () => turn.isHeld() };
};
