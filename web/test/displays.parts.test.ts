import { describe, expect, test } from "vitest";
import type { LoadedBar, PlatformView } from "../../clients/ts/src/meets/index";
import { addressOf, usual } from "../src/displays/addresses";
import { freshLights } from "../src/displays/freshLights";
import { readLink, readPasted } from "../src/displays/link";
import { drawnPlates, inkOn, safeColor } from "../src/displays/plates";
import { headingRows, paged, type ResultGroup, type ResultRow } from "../src/displays/results";
import { ordinal } from "../src/words/ordinal";
import { clockText } from "../src/words/time";
import { otherUnit, weightText } from "../src/words/weights";
import { readOptions } from "../src/overlay/options";

describe("what lets a display in", () => {
  const link = { meetId: "482-913-057", viewToken: "v1.482913057.1.pQ", platform: 2 };

  test("stands behind the #, in any writing of the meet's id", () => {
    for (const fragment of ["#meet=482-913-057&view=v1.482913057.1.pQ&platform=2", "meet=482913057&view=v1.482913057.1.pQ&platform=2", "#platform=2&view=v1.482913057.1.pQ&meet=482.913.057"])
      expect(readLink(fragment)).toEqual(link);
    expect(readPasted("https://meet.example.org/overlay?show=lifter#meet=482-913-057&view=v1.482913057.1.pQ&platform=2")).toEqual(link);
  });

  test("is nothing where a part is missing", () => {
    for (const fragment of ["", "#", "#meet=482-913-057", "#view=v1.x", "#meet=48&view=v1.x"]) expect(readLink(fragment)).toBeNull();
    expect(readLink("#meet=482913057&view=v1.x&platform=99")?.platform).toBe(1);
  });

  test("never stands before the #, whatever is chosen", () => {
    for (const kind of ["board", "scoreboard", "overlay"] as const) {
      const address = addressOf(kind, link, { ...usual, theme: "light", by: "points", every: 30, show: ["clock"], accent: "#112233", quiet: true });
      expect(address.slice(0, address.indexOf("#"))).not.toContain(link.viewToken);
      expect(readPasted(address)).toMatchObject({ meetId: link.meetId, viewToken: link.viewToken });
    }
    expect(addressOf("overlay", link, { ...usual, show: ["standings", "lifter"] })).toBe("/overlay?show=lifter,standings#meet=482-913-057&view=v1.482913057.1.pQ&platform=2");
  });
});

describe("the bar", () => {
  const bar = (perSide: LoadedBar["perSide"]): LoadedBar => ({ weightKg: 100, text: "100", barAndCollarsKg: 25, perSide, remainderKg: 0 });

  test("is drawn plate by plate from the inside out, none over another, the heavier ones as large as the others or larger", () => {
    const { plates, reach } = drawnPlates(bar([{ weightKg: 25, count: 3, color: "#EF4444" }, { weightKg: 10, count: 1, color: "#22C55E" }, { weightKg: 1.25, count: 2, color: "#9CA3AF" }]));
    expect(plates.map(({ weightKg }) => weightKg)).toEqual([25, 25, 25, 10, 1.25, 1.25]);
    for (const [nth, plate] of plates.entries()) {
      const next = plates[nth + 1];
      if (next === undefined) expect(reach).toBeGreaterThanOrEqual(plate.at + plate.width);
      else expect([next.at >= plate.at + plate.width, next.height <= plate.height]).toEqual([true, true]);
    }
  });

  test("has numbers that can be read on any colour, and takes no colour for more than a colour", () => {
    expect(["#ffffff", "#FACC15", "#111827", "#1d4fd7"].map(inkOn)).toEqual(["#000000", "#000000", "#ffffff", "#ffffff"]);
    expect(["#EF4444", "red", "url(x)", "red;background:url(x)", ""].map(safeColor)).toEqual(["#EF4444", "red", "#6b7280", "#6b7280", "#6b7280"]);
  });
});

describe("pages of results", () => {
  const group = (name: string, count: number): ResultGroup => ({
    key: name,
    heading: name,
    about: "",
    lifts: ["S"],
    rows: Array.from({ length: count }, (_, nth) => ({ key: `${name}${nth}`, entryId: nth }) as unknown as ResultRow),
  });

  test("hold everybody once and in order, and never more than fits", () => {
    for (const capacity of [4, 7.5, 12, 40])
      for (const sizes of [[3, 1, 9], [30], [1, 1, 1, 1], [12, 12], [0, 2]]) {
        const groups = sizes.map((size, nth) => group(`g${nth}-`, size));
        const pages = paged(groups, capacity);
        expect(pages.flatMap((page) => page.flatMap(({ rows }) => rows.map(({ key }) => key)))).toEqual(groups.flatMap(({ rows }) => rows.map(({ key }) => key)));
        for (const page of pages) expect(page.reduce((sum, { rows }) => sum + headingRows + rows.length, 0)).toBeLessThanOrEqual(capacity);
      }
  });

  test("do not break a class that fits on a page", () => {
    expect(paged([group("a", 5), group("b", 5)], 8).map((page) => page.map(({ group: { key }, rows }) => [key, rows.length]))).toEqual([[["a", 5]], [["b", 5]]]);
  });
});

test("the lights of the lifter before go out a while after the next one is up", () => {
  let now = 0;
  const follow = freshLights(() => now);
  const light = { given: true, decision: "good", cards: [] } as const;
  const view = (currentEntryId: number, entryId: number | null, complete: boolean) =>
    ({ currentEntryId, lift: "S", attempt: 1, lights: { complete, result: complete ? "good" : null, entryId, lift: "S", attempt: 1, left: light, head: light, right: light } }) as unknown as PlatformView["view"];
  expect(follow(view(1, 1, true)).lights.complete).toBe(true);
  const after = follow(view(2, 1, true));
  expect([after.lights.complete, after.againMs]).toEqual([true, 4_000]);
  now = 4_000;
  expect(follow(view(2, 1, true)).lights).toMatchObject({ complete: false, left: { given: false } });
  expect(follow(view(2, 2, false)).lights.left.given).toBe(true);
  // One referee had decided on the lifter before, and then the next one was called up: that goes out, too.
  expect(follow(view(3, 2, false)).againMs).toBe(4_000);
  now = 8_000;
  expect(follow(view(3, 2, false)).lights.left.given).toBe(false);
  expect(follow(view(3, null, false)).againMs).toBeNull();
});

test("figures read as people print them", () => {
  expect([weightText(142.5, "kg"), weightText(0, "kg"), weightText(226.796185, "lbs"), otherUnit(210, "kg"), otherUnit(226.796185, "lbs")]).toEqual(["142.5", "", "500", "463 lb", "226.8 kg"]);
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual(["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]);
  expect([60_000, 59_999, 9_001, 1, 0].map(clockText)).toEqual(["1:00", "1:00", "0:10", "0:01", "0:00"]);
});

test("an overlay takes from its address what it knows, and nothing else", () => {
  const options = readOptions("?show=lights,clock,nonsense&theme=light&accent=%23ff5a36&ink=rebeccapurple&ground=javascript:x&position=right&scale=1.5&quiet=1&font=Oswald");
  expect({ ...options, show: [...options.show] }).toEqual({
    show: ["lights", "clock"],
    theme: "light",
    properties: { "--overlay-scale": "1.5", "--overlay-accent": "#ff5a36", "--overlay-ink": "rebeccapurple", "--overlay-font": '"Oswald", "Barlow Condensed", sans-serif' },
    position: "right",
    scale: 1.5,
    isQuiet: true,
  });
  expect([...readOptions("").show]).toEqual(["lifter", "next", "lights", "clock"]);
});
