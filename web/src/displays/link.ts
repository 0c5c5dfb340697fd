/** What a display must know to be let in. It stands behind the `#` of an address, which no browser sends to a server and no log holds. */
export interface DisplayLink {
  readonly meetId: string;
  readonly viewToken: string;
  readonly platform: number;
}

/** Reads the part of an address behind the `#`, with or without it; null where the meet or its token is missing. */
export const readLink = (fragment: string): DisplayLink | null => {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const digits = (given.get("meet") ?? "").replace(/\D/g, "");
  const viewToken = (given.get("view") ?? "").trim();
  if (digits.length !== 9 || viewToken === "") return null;
  const platform = Number(given.get("platform") ?? 1);
  return { meetId: grouped(digits), viewToken, platform: Number.isInteger(platform) && platform >= 1 && platform <= 20 ? platform : 1 };
};

/** Reads what somebody pasted: a whole address, or only what stands behind its `#`. */
export const readPasted = (text: string): DisplayLink | null => readLink(text.slice(text.indexOf("#") + 1).trim());

/** The part of an address that lets a display in, with its `#`. */
export const fragmentOf = ({ meetId, viewToken, platform }: DisplayLink, hasPlatform = true): string =>
  `#meet=${meetId}&view=${encodeURIComponent(viewToken)}${hasPlatform ? `&platform=${platform}` : ""}`;

/** Nine digits as they are read aloud. */
export const grouped = (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, "$1-");
