import { expect, test } from "vitest";
import { Display } from "@rollcall/client/meets";
import { chanceOf, RoughWorld } from "../../../ts/test/support/roughWorld.js";
import { until } from "../../../ts/test/support/until.js";
import type { Venue } from "../support/venue.js";

const lifters = [{ name: "Al Bo", squatKg: [200, 210, 0, 0, 0] }, { name: "Cy", squatKg: [180, 190, 0, 0, 0] }];

/** Where the platforms are, and what stays with a desk. */
export const platforms = (venue: () => Venue): void => {
  test("Where the desk that runs a platform is, the one that follows goes, and the display shows it within a second", async () => {
    const { head, other, ids } = await venue().twoDesks(lifters);
    await head.runs("runs");
    await other.runs("follows");
    await head.openPanel();
    const link = new URL((await head.panel.locator(".links a").first().getAttribute("href"))!);
    const parameters = new URLSearchParams(link.hash.slice(1));
    const display = new Display({ server: venue().server.address, meetId: parameters.get("meet")!, viewToken: parameters.get("view")!, platforms: [1], around: new RoughWorld(chanceOf(1)) });
    display.connect();
    const view = () => display.getSnapshot().platforms.get(1)?.view;
    await until(() => view()?.currentEntryId === ids[1], () => `Cy as the current lifter, was ${JSON.stringify(view()?.currentEntryId)}`);

    const began = performance.now();
    await head.dispatch({ type: "OVERRIDE_ENTRY_ID", entryId: ids[0] });
    await until(() => view()?.currentEntryId === ids[0], () => "the override on the display");
    expect(performance.now() - began).toBeLessThan(1_000);
    await other.until((state) => state.lifting["overrideEntryId"] === ids[0], "the override on the desk that follows");
    await head.dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: 1, flight: "A", lift: "B" });
    await head.dispatch({ type: "OVERRIDE_ATTEMPT", attempt: 2 });
    await other.until(({ lifting }) => lifting["lift"] === "B" && lifting["overrideAttempt"] === 2 && lifting["overrideEntryId"] === null, "the group and the attempt");
    await other.dispatch({ type: "MARK_LIFT", entryId: ids[1], lift: "S", attemptOneIndexed: 1, success: true });
    await until(() => view()?.lifters.find(({ entryId }) => entryId === ids[1])?.attempts.S?.[0]?.state === "good", () => "a good lift of the other desk on the display");
    display.disconnect();
  });

  test("A desk that follows sends nothing of its lifting page, and one that is neither takes nothing in", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    await head.runs("runs");
    await other.dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: 1, flight: "C", lift: "D" });
    await head.dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: 1, flight: "B", lift: "B" });
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "A mark" } });
    await other.until((state) => state.meet["name"] === "A mark", "a later change");
    expect((await other.state()).lifting).toMatchObject({ flight: "C", lift: "D" });
    await other.runs("follows");
    await other.until(({ lifting }) => lifting["flight"] === "B" && lifting["lift"] === "B", "where the platform is");
    await other.dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: 1, flight: "C", lift: "D" });
    await other.dispatch({ type: "UPDATE_MEET", changes: { name: "Another mark" } });
    await head.until((state) => state.meet["name"] === "Another mark", "a later change");
    expect((await head.state()).lifting).toMatchObject({ flight: "B", lift: "B" });
  });

  test("Nothing goes out while the lifting page shows another platform than the one this desk runs", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    await head.runs("runs");
    await other.runs("follows");
    await head.openPanel();
    await head.dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: 2, flight: "C", lift: "D" });
    await head.panel.getByText("The lifting page shows platform 2 now").waitFor();
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "A mark" } });
    await other.until((state) => state.meet["name"] === "A mark", "a later change");
    expect((await other.state()).lifting).toMatchObject({ platform: 1, flight: "A", lift: "S" });
  });

  test("The language and the width of the table stay with the desk", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    await head.dispatch({ type: "CHANGE_LANGUAGE", language: "de" });
    const width = (await other.state()).lifting["columnDivisionWidthPx"];
    await head.dispatch({ type: "SET_TABLE_INFO", changes: { columnDivisionWidthPx: 500 } });
    await other.dispatch({ type: "UPDATE_MEET", changes: { name: "A mark" } });
    await head.until((state) => state.meet["name"] === "A mark", "a later change");
    const there = await other.state();
    expect([there.language, there.lifting["columnDivisionWidthPx"]]).toEqual(["en", width]);
    const here = await head.state();
    expect([here.language, here.lifting["columnDivisionWidthPx"]]).toEqual(["de", 500]);
  });
};
