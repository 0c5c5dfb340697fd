import type { Json } from "@rollcall/client/meets";
import type { AppState, JsonObject } from "../app/shape.js";

/** What this desk is to the platforms: it runs one, and what its lifting page is at goes out; it follows one, and that comes in; or neither. */
export type PlatformRole = { readonly kind: "neither" } | { readonly kind: "runs" | "follows"; readonly platform: number };

const fields = ["day", "flight", "lift", "overrideAttempt", "overrideEntryId"] as const;

/** The name of the platform's object in the meet. */
export const platformName = (platform: number): string => `lifting.platforms[${platform}]`;

/** What goes out of the lifting page; nothing while the page shows another platform than the one this desk runs. */
export const liftingOut = (role: PlatformRole, { lifting }: AppState): JsonObject | undefined =>
  role.kind === "runs" && lifting["platform"] === role.platform ? Object.fromEntries(fields.flatMap((name) => (lifting[name] === undefined ? [] : [[name, lifting[name]]]))) : undefined;

/** The lifting page as it is where a platform is followed. */
export const liftingIn = (role: PlatformRole, lifting: JsonObject, standing: { readonly [name: string]: Json }): JsonObject => {
  if (role.kind !== "follows") return lifting;
  const said = fields.flatMap((name) => (standing[name] === undefined ? [] : [[name, standing[name]] as const]));
  return { ...lifting, platform: role.platform, ...Object.fromEntries(said) };
};
