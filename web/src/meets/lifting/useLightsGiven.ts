import type { Desk, Json } from "@rollcall/client/meets";
import { useObject } from "@rollcall/client/react";

export const sides = ["left", "head", "right"] as const;
export type Side = (typeof sides)[number];

/** One referee's decision on the attempt that is being judged; null while there is none. */
export interface Given {
  readonly decision: "good" | "bad";
  readonly cards: readonly string[];
}

interface Judged {
  readonly entryId: number;
  readonly lift: string;
  readonly attempt: number;
}

const lightOf = (live: Json | undefined, side: Side): { readonly [name: string]: Json } | undefined => {
  const lights = isObject(live) ? live["lights"] : undefined;
  const light = isObject(lights) ? lights[side] : undefined;
  return isObject(light) ? light : undefined;
};

const isObject = (value: Json | undefined): value is { [name: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);

/** The referees' decisions on one attempt, and what they come to: two of three. Decisions on any other attempt are none. */
export const useLightsGiven = (desk: Desk, platform: number, judged: Judged | null) => {
  const live = useObject(desk, `live.platforms[${platform}]`);
  const givenOf = (side: Side): Given | null => {
    const light = lightOf(live, side);
    if (light === undefined || judged === null || light["entryId"] !== judged.entryId || light["lift"] !== judged.lift || light["attempt"] !== judged.attempt) return null;
    const { decision, cards } = light;
    return decision === "good" || decision === "bad" ? { decision, cards: Array.isArray(cards) ? cards.map(String) : [] } : null;
  };
  const given = { left: givenOf("left"), head: givenOf("head"), right: givenOf("right") };
  const all = sides.map((side) => given[side]);
  const isComplete = all.every((one) => one !== null);
  const result = isComplete ? (all.filter((one) => one?.decision === "good").length >= 2 ? "good" : "bad") : null;
  return { given, isComplete, result } as const;
};
