import type { DisplayView } from "@rollcall/client/meets";
import { standingOf } from "../displays/standing";
import { made, mark, show, write } from "./dom";

/** What is amiss, for whoever runs the stream: a dot in the corner while the connection is away, a sentence where nothing will ever come. */
export const sign = (isQuiet: boolean) => {
  const node = made("sign");
  node.setAttribute("role", "status");
  const draw = (seen: DisplayView | null) => {
    const standing = seen === null ? ({ kind: "refused", text: "This overlay’s address lacks the meet or its view token. Set it up under Meets, Displays." } as const) : standingOf(seen);
    const isFine = standing.kind === "fine" || standing.kind === "finished" || isQuiet;
    show(node, !isFine);
    mark(node, "data-kind", isFine ? null : standing.kind);
    write(node, isFine ? "" : standing.text);
  };
  return { node, draw };
};
