/** A page for everybody to look at. */
export interface DisplayLink {
  readonly label: string;
  readonly what: string;
  readonly url: string;
}

/** The displays of a meet. The view token stands in the fragment, which browsers send to nobody. */
export const displayLinks = (server: string, meetId: string, viewToken: string, platforms: number): readonly DisplayLink[] => {
  const at = (path: string, platform?: number): string =>
    new URL(`${path}#${new URLSearchParams({ meet: meetId.replaceAll("-", ""), view: viewToken, ...(platform === undefined ? {} : { platform: String(platform) }) })}`, server).href;
  return [
    ...Array.from({ length: platforms }, (_, place) => place + 1).flatMap((n) => [
      { label: `Board, platform ${n}`, what: "For the audience: who lifts, attempts, places", url: at("/board", n) },
      { label: `Overlay, platform ${n}`, what: "A browser source for broadcasting software", url: at("/overlay", n) },
    ]),
    { label: "Score board", what: "Standings of all categories", url: at("/scoreboard") },
  ];
};
