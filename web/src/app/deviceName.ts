const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/** What a person would call this browser, such as "Firefox on Windows". */
export const deviceName = (agent: string = navigator.userAgent): string => {
  const nameIn = (list: typeof systems) => list.find(([mark]) => mark.test(agent))?.[1];
  const [browser, system] = [nameIn(browsers) ?? "Browser", nameIn(systems)];
  return system === undefined ? browser : `${browser} on ${system}`;
};
