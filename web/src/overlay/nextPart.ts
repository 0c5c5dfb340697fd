import "./next.css";
import type { PlatformView } from "@rollcall/client/meets";
import { dotted, fromWhere, liftName, turnNumber, turns, unitSign } from "../displays/words";
import { ordinal } from "../words/ordinal";
import { made, show, write, writeFitted } from "./dom";

/** Who is next, and with which weight. While the one before is still shown, that is who has the platform already. */
export const nextPart = () => {
  const [label, name, about, weight] = [made("label", "Next"), made("name"), made("about"), made("weight")];
  const node = made("next plate", label, made("who", name, about), weight);
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "Next");
  const draw = (view: PlatformView["view"], isHeld: boolean) => {
    const { current, next } = turns(view);
    const lifter = isHeld ? current : next;
    show(node, lifter !== null);
    if (lifter === null) return;
    const nth = turnNumber(lifter, view.lift, isHeld ? "current" : "next");
    const bar = isHeld ? view.loading.current : view.loading.next;
    write(weight, bar === null ? "" : `${bar.text} ${unitSign(view.meet.units)}`);
    writeFitted(name, lifter.name || "No name");
    write(about, dotted(`${liftName(view.lift)}${nth === null ? "" : `, ${ordinal(nth)}`}`, fromWhere(lifter)));
  };
  return { node, draw };
};
