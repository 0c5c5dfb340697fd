import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { isAccessible, picture, withBrowser } from "./support/browser";
import { deskOf, fill, goTo, sitsDown, write } from "./support/meet";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await Server.start("--meets.recovery_window_s", "3")));
afterAll(() => server.dispose());

test("a meet that the server lost is restored from its desks by a director, with what another desk did meanwhile", async () => {
  const head = await deskOf(server.address);
  fill(head);
  await expect.poll(() => head.status.inStep).toBe(true);
  const anna = await sitsDown(server.address, head, "Head table");
  const ben = await sitsDown(server.address, head, "Desk 2");
  await goTo(ben.page, "Weigh-in");
  await head.disconnect();
  await server.kill();
  rmSync(join(server.data, "current-meets", head.meetId!.replace(/\D/g, "")), { recursive: true });
  await ben.page.getByText("You are offline. Keep working.").waitFor();
  await write(ben.page, "Al Bo", "Bench rack", "8");
  await server.startAgain();
  for (const { page } of [anna, ben]) await page.getByText("The server has lost this meet").waitFor({ timeout: 30_000 });
  await isAccessible(anna.page);
  await picture(anna.page, "meets-lost");
  await anna.page.getByLabel("Password of the restored meet").fill("Belts-and-Singlets-4");
  await anna.page.getByRole("button", { name: "Restore the meet" }).click();
  for (const { page } of [anna, ben]) await page.locator('[data-line="connected"]').getByText("Live").waitFor({ timeout: 40_000 });
  await goTo(anna.page, "Weigh-in");
  await anna.page.getByRole("row").filter({ hasText: "Al Bo" }).getByText("8", { exact: true }).waitFor();
  await expect.poll(() => anna.page.getByText("The server has lost this meet").count()).toBe(0);
  await anna.person.leave();
  await ben.person.leave();
}, 120_000);
