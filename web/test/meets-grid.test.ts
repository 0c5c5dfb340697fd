import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { freshLifter } from "../src/meets/lifters/lifter";
import { fitsItsWidth, picture, withBrowser } from "./support/browser";
import { deskOf, fill, goTo, live, sitsDown } from "./support/meet";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

test("lifters are put down by keyboard alone: added, written cell by cell, pasted from a spreadsheet, taken back, deleted after a question", async () => {
  const head = await deskOf(server.address);
  await expect.poll(() => head.status.inStep).toBe(true);
  const names = () => head.content.entryIds.map((one) => head.entry(one)?.["name"]);
  const { person, page } = await sitsDown(server.address, head, "Desk 2", { width: 1440 });
  await goTo(page, "Registration");
  await page.getByText("No lifters yet").waitFor();
  await page.getByRole("button", { name: "Add a lifter" }).click();
  await page.getByRole("gridcell").first().waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("grid");
  await page.keyboard.type("Ana Reyes");
  await page.keyboard.press("Tab");
  for (const text of ["1", "1", "b"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }

  await page.keyboard.press("f");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1990-13-");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("Write a date as 1994-07-23.").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => head.entry(head.content.entryIds[0]!)).toMatchObject({ name: "Ana Reyes", flight: "B", sex: "F", birthDate: "" });

  await page.keyboard.press("Home");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "Bea Lindqvist\t1\t1\tA\tF\nAl Bo\t1\t1\tA\tM\n");
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect.poll(names).toEqual(["Bea Lindqvist", "Al Bo"]);
  await page.keyboard.press("Control+z");
  await expect.poll(names).toEqual(["Ana Reyes", ""]);
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Delete this lifter" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect.poll(names).toEqual(["Ana Reyes"]);
  await head.disconnect();
  await person.leave();
}, 60_000);

test("1,500 lifters are filtered and sorted, and only those in sight are in the page", async () => {
  const head = await deskOf(server.address);
  fill(head);
  for (let at = 0; at < 1_492; at++) head.addEntry(freshLifter({ name: `Lifter ${String(at).padStart(4, "0")}`, flight: "ABCD"[at % 4]!, team: at % 3 === 0 ? "Dockyard" : "Northside", lot: 9 + at }));
  await expect.poll(() => head.status.inStep, { timeout: 20_000 }).toBe(true);
  const { person, page } = await sitsDown(server.address, head, "Desk 2", { width: 1440, height: 900 });
  await goTo(page, "Registration");
  await page.getByText("1500 lifters").waitFor();
  expect(await page.getByRole("row").count()).toBeLessThan(60);
  await page.getByRole("gridcell").first().click();
  await page.keyboard.press("Control+End");
  await page.getByRole("gridcell", { name: "Lifter 1491" }).waitFor();
  await expect.poll(() => page.getByRole("columnheader", { name: "Notes" }).evaluate((head) => head.getBoundingClientRect().right <= innerWidth)).toBe(true);
  await fitsItsWidth(page);
  await picture(page, "meets-1500");
  await page.getByLabel("Find lifters").fill("dockyard 148");
  await page.getByRole("gridcell", { name: "Lifter 1482" }).waitFor();
  await page.getByLabel("Sort by").selectOption({ label: "By lifter" });
  await live(page);
  await head.disconnect();
  await person.leave();
}, 60_000);
