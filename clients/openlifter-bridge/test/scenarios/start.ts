import { expect, test } from "vitest";
import { browser } from "../support/browser.js";
import { contentOf } from "../support/content.js";
import type { Venue } from "../support/venue.js";

/** How it begins. */
export const start = (venue: () => Venue): void => {
  test("Where the bridge cannot be loaded the application just runs", async () => {
    const desk = await venue().desk();
    await desk.context.route("**/bridge/openlifter.js", (route) => route.abort());
    await desk.page.reload();
    await desk.go("Registration");
    await desk.page.getByRole("button", { name: "New Lifter" }).click();
    expect((await desk.state()).registration.entries.length).toBe(1);
    expect(await desk.panel.count()).toBe(0);
  });

  test("Where the server is unreachable at the start the application just runs", async () => {
    const desk = await venue().desk();
    desk.cable.pull();
    await desk.page.reload();
    await desk.go("Registration");
    await desk.page.getByRole("button", { name: "New Lifter" }).click();
    expect((await desk.state()).registration.entries.length).toBe(1);
    expect(await desk.panel.locator(".bar").count()).toBe(0);
  });

  test("Where no store appears the bridge says so and does nothing", async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.route("**/empty", (route) => route.fulfill({ contentType: "text/html", body: '<!doctype html><body>Nothing<script src="/bridge/openlifter.js"></script>' }));
    await page.goto(`${venue().server.address}/empty`);
    await page.clock.fastForward(9_000);
    expect(await page.locator("rollcall-live").count()).toBe(0);
    await page.clock.fastForward(2_000);
    await page.getByText("no OpenLifter was found").waitFor();
    await context.close();
  });

  test("Developer tools that are there already go on working", async () => {
    const desk = await venue().desk();
    await desk.context.addInitScript(() => {
      const page = globalThis as any;
      page.seen = [];
      page.__REDUX_DEVTOOLS_EXTENSION_COMPOSE__ = () => (createStore: any) => (...given: any[]) => {
        const store = createStore(...given);
        return { ...store, dispatch: (action: any) => (page.seen.push(action.type), store.dispatch(action)) };
      };
    });
    await desk.reload();
    await desk.register({ name: "Al" });
    expect(await desk.page.evaluate(() => (globalThis as any).seen)).toContain("NEW_REGISTRATION");
    await desk.goLive("Chalk-and-Ammonia-7");
    await desk.dispatch({ type: "UPDATE_MEET", changes: { name: "Seen" } });
    await desk.inStep();
  });

  test("What is in a browser when it goes live is what a desk that joins gets", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo", squatKg: [180, 0, 0, 0, 0] }, { name: "Cy", divisions: ["Open", "Masters"] }]);
    const [here, there] = [await head.state(), await other.state()];
    expect(contentOf(there)).toEqual(contentOf(here));
    // Each desk has numbers of its own for lifters to come.
    expect(there.registration.nextEntryId).not.toBe(here.registration.nextEntryId);
  });
};
