import type { DisplayView } from "@rollcall/client/meets";

/** What a display has to say about itself, apart from what it shows. */
export type Standing =
  | { readonly kind: "fine" }
  /** It shows what it last heard, and will be back by itself. */
  | { readonly kind: "away"; readonly text: string }
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "finished"; readonly text: string }
  /** It will not be let in any more. */
  | { readonly kind: "refused"; readonly text: string };

/** How a display stands, worst first. */
export const standingOf = ({ line, refused, notice, finished }: DisplayView): Standing => {
  if (refused !== null) return { kind: "refused", text: "The meet and the view token of this link do not belong together, or the token is no longer valid." };
  if (line.state === "ended") return { kind: "refused", text: "The director has ended this link." };
  if (notice !== null) return { kind: "notice", text: notice };
  if (line.state !== "connected") return { kind: "away", text: "Reconnecting" };
  return finished ? { kind: "finished", text: "Final results" } : { kind: "fine" };
};

