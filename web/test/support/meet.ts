import type { Page, WebSocketRoute } from "playwright-core";
import { Desk } from "../../../clients/ts/src/meets/index";
import { nodeWorld } from "../../../clients/ts/test/support/nodeWorld";
import { Person } from "./browser";
import { freshLifter } from "../../src/meets/lifters/lifter";
import { freshMeet } from "../../src/meets/freshMeet";

export const password = "Chalk-and-Ammonia-7";

/** A program that sits at a desk, without a browser: it makes the meets that pages come to. */
export const deskOf = async (server: string, locations: readonly { locationName: string; priority: number; director?: boolean }[] = usual): Promise<Desk> => {
  const desk = new Desk({ server, around: nodeWorld, watch: ["updates", "presence", "conflicts", "platform:*"] });
  await desk.create({ locationName: locations[0]!.locationName, password, locations });
  return desk;
};

export const usual = [
  { locationName: "Head table", priority: 10, director: true },
  { locationName: "Desk 2", priority: 5 },
  { locationName: "Referee left", priority: 0 },
  { locationName: "Referee head", priority: 0 },
  { locationName: "Referee right", priority: 0 },
];

const people: readonly (readonly [name: string, sex: string, bodyweight: number, squat: number, bench: number, deadlift: number, team: string])[] = [
  ["Ana Reyes", "F", 66.4, 130, 72.5, 150, "Iron Works"],
  ["Bea Lindqvist", "F", 71.9, 142.5, 80, 165, "Northside"],
  ["Chloé Martin", "F", 62.1, 120, 65, 140, "Iron Works"],
  ["Al Bo", "M", 88.9, 200, 130, 240, "Dockyard"],
  ["Cyrus Okafor", "M", 92.3, 215, 142.5, 255, "Northside"],
  ["Dmitri Halvorsen", "M", 101.2, 232.5, 155, 270, "Dockyard"],
  ["Eli Nakamura", "M", 81.7, 185, 122.5, 225, "Iron Works"],
  ["Finn O’Sullivan", "M", 109.5, 240, 165, 280, "Longshore"],
];

/** A meet as it is on its day: named, weighed in, first attempts down. Answers the lifters' ids. */
export const fill = (desk: Desk, more: { readonly [field: string]: string } = {}): number[] => {
  for (const [field, value] of Object.entries({ ...freshMeet({ name: "Spring Open", date: "2026-03-14", federation: "USPA", inKg: true, platforms: 1 }), country: "USA", state: "WA", city: "Seattle", ...more })) desk.set(`meet.${field}`, value);
  return people.map(([name, sex, bodyweightKg, squat, bench, deadlift, team], at) =>
    desk.addEntry(
      freshLifter({
        name, sex, bodyweightKg, team, lot: at + 1, age: 24 + at, divisions: ["Open"], country: "USA", squatRackInfo: `${12 + at} in`,
        squatKg: [squat, 0, 0, 0, 0], benchKg: [bench, 0, 0, 0, 0], deadliftKg: [deadlift, 0, 0, 0, 0],
      }),
    )!,
  );
};

/** Comes in at a desk, as somebody who was handed id, location and password. */
export const join = async (page: Page, location: string, secret = password): Promise<void> => {
  await page.getByLabel("Location").fill(location);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Join", exact: true }).click();
};

/** Waits until the desk says that everything is confirmed. */
export const live = (page: Page): Promise<void> => page.locator('[data-line="connected"]').getByText("Live").waitFor();

export const id = (desk: Desk): string => desk.meetId!.replace(/\D/g, "").replace(/(\d{3})(?=\d)/g, "$1-");

/** The line of one person's pages, to be cut and mended by a test; pages and everything else still load. Comes before the first page. */
export const lineOf = async (person: Person): Promise<{ cut: () => Promise<void>; mend: () => void }> => {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await person.context.routeWebSocket(/\/ws$/, (socket) => {
    if (isCut) return void socket.close({ code: 1011 });
    open.add(socket);
    socket.connectToServer();
  });
  return {
    cut: async () => {
      isCut = true;
      await Promise.all([...open].map((socket) => socket.close({ code: 1011 }).catch(() => undefined)));
      open.clear();
    },
    mend: () => void (isCut = false),
  };
};

/** Puts a text into a cell as one does at a keyboard: the row by the lifter's name, the column by its head. */
export const write = async (page: Page, lifter: string, column: string, text: string): Promise<void> => {
  const grid = page.getByRole("grid");
  const heads = await grid.getByRole("columnheader").allInnerTexts();
  const at = heads.findIndex((head) => head.trim() === column);
  const cell = grid.getByRole("row").filter({ hasText: lifter }).getByRole("gridcell").nth(at);
  await cell.click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};

export const goTo = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
};

/** Somebody at a desk: a browser of his own, joined, and in step. */
export const sitsDown = async (server: string, head: Desk, location: string, look: { width?: number; height?: number; theme?: "light" | "dark" } = {}): Promise<{ person: Person; page: Page; line: Awaited<ReturnType<typeof lineOf>> }> => {
  const person = await Person.arrive(server, look);
  const line = await lineOf(person);
  const page = await person.open(`/meets/${id(head)}`);
  page.setDefaultTimeout(10_000);
  await join(page, location);
  await live(page);
  return { person, page, line };
};
