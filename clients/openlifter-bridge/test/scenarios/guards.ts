import { expect, test } from "vitest";
import type { DeskPerson } from "../support/desk.js";
import { password, type Venue } from "../support/venue.js";

const lifters = ["Al", "Bo", "Cy", "Di", "Ed", "Flo"].map((name) => ({ name }));
const names = async (desk: DeskPerson): Promise<string> => (await desk.state()).registration.entries.map(({ name }) => name).join();
const answer = async (desk: DeskPerson, label: string): Promise<void> => desk.panel.locator(".question").getByRole("button", { name: label }).click();
const question = (desk: DeskPerson): Promise<string | null> => desk.panel.locator(".question").textContent();

/** What must not happen to a meet that is live. */
export const guards = (venue: () => Venue): void => {
  test("New Meet on a joined desk asks, and does not wipe the meet", async () => {
    const { head, other, meetId } = await venue().twoDesks(lifters);
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open" } });
    await other.until(({ meet }) => meet["name"] === "Spring Open", "the meet's name");
    await other.newMeet();
    expect(await question(other)).toContain(meetId);
    await other.page.keyboard.press("Escape");
    await other.panel.locator(".question").waitFor({ state: "detached" });
    expect(await names(other)).toBe("Al,Bo,Cy,Di,Ed,Flo");

    await other.newMeet();
    await answer(other, "Leave and start a new meet");
    await other.until((state) => state.registration.entries.length === 0, "an empty meet here");
    await other.register({ name: "Somebody else" });
    await head.register({ name: "Gil" });
    await head.inStep();
    expect(await names(head)).toBe("Al,Bo,Cy,Di,Ed,Flo,Gil");
    expect(await names(other)).toBe("Somebody else");
    // And it stays away after a reload.
    await other.reload();
    expect(await names(other)).toBe("Somebody else");
  });

  test("The question before leaving names what has not reached the server", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open" } });
    await other.until(({ meet }) => meet["name"] === "Spring Open", "the meet's name");
    other.cable.pull();
    await other.standing("wait");
    await other.register({ name: "Gil" });
    await other.newMeet();
    expect(await question(other)).toContain("1 change made here has not reached the server");
    await answer(other, "Stay in the meet");
  });

  test("Loading a file asks a director whether to leave or to replace the meet for everyone", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    const state = await head.state();
    const kept = state.registration.entries.slice(0, 2).map((entry) => ({ ...entry, lot: 5 }));
    const lookup = Object.fromEntries(kept.map(({ id }, place) => [id, place]));
    const file = { ...state, meet: { ...state.meet, name: "From a file" }, registration: { nextEntryId: 1_000_000_000, entries: kept, lookup } };
    await other.load(file);
    expect(await question(other)).not.toContain("Replace");
    await answer(other, "Cancel");
    await head.load(file);
    await answer(head, "Replace the meet for everyone");
    for (const desk of [head, other]) await desk.until(({ meet, registration }) => meet["name"] === "From a file" && registration.entries.length === 2 && registration.entries[0]!["lot"] === 5, "what the file says");
    await other.load(file);
    await answer(other, "Leave the meet and load it here");
    await other.until((now) => now.registration.nextEntryId === 1_000_000_000, "the file in this browser");
    await head.inStep();
    expect(await names(head)).toBe("Al,Bo");
  });

  test("Merging platforms is refused while the meet is live, with the reason", async () => {
    const { head, ids } = await venue().twoDesks(lifters);
    await head.dispatch({ type: "MERGE_PLATFORM", day: 1, platform: 1, platformEntries: [] });
    await head.panel.locator(".notice", { hasText: "Merging platforms" }).waitFor();
    expect((await head.state()).registration.entries.map(({ id }) => id)).toEqual(ids);
  });

  test("Five deletions at once wait until somebody confirms that lifters go for everyone", async () => {
    const { head, other, ids } = await venue().twoDesks(lifters);
    const readFile = (desk: DeskPerson) =>
      desk.page.evaluate((ids) => {
        const store = (globalThis as any).application;
        for (const entryId of ids) store.dispatch({ type: "DELETE_REGISTRATION", entryId });
        store.dispatch({ type: "NEW_REGISTRATION", overwriteDefaults: { name: "From a file" } });
      }, ids);
    await readFile(other);
    await other.panel.locator(".question").waitFor();
    expect(await question(other)).toContain("Remove 6 lifters for everyone?");
    await head.until((state) => state.registration.entries.length === 7, "the new lifter, and all others still");
    await answer(other, "Keep them");
    await other.until((state) => state.registration.entries.length === 7, "the lifters again");
    await readFile(other);
    await answer(other, "Remove 6 lifters");
    await head.until((state) => state.registration.entries.every(({ name }) => name === "From a file"), "the lifters gone");
  });

  test("Joining over another meet asks first", async () => {
    const head = await venue().desk();
    await head.register({ name: "Al" });
    const meetId = await head.goLive(password);
    const other = await venue().desk();
    await other.register({ name: "Mine" });
    await other.openPanel();
    await other.panel.getByRole("tab", { name: "Join a meet" }).click();
    await other.panel.locator("input[name=meetId]").fill(meetId);
    await other.panel.locator("input[name=location]").fill("Desk 2");
    await other.panel.locator("#view-join input[name=password]").fill(password);
    await other.panel.getByRole("button", { name: "Join", exact: true }).click();
    expect(await question(other)).toContain("1 lifter");
    await answer(other, "Cancel");
    expect(await names(other)).toBe("Mine");
    await other.panel.getByRole("button", { name: "Join", exact: true }).click();
    await answer(other, "Replace and join");
    await other.until((state) => state.registration.entries.length === 1 && state.registration.entries[0]!.name === "Al", "the live meet");
    await head.inStep();
    expect(await names(head)).toBe("Al");
  });

  test("A second tab is not live, and can take over", async () => {
    const { head, other } = await venue().twoDesks(lifters);
    const second = await other.tab();
    await second.locator("rollcall-live .bar", { hasText: "another tab" }).waitFor();
    await second.locator("rollcall-live .tab").click();
    await second.getByRole("button", { name: "Take over in this tab" }).click();
    await second.locator("rollcall-live .card .id").waitFor();
    await other.panel.locator(".bar", { hasText: "another tab" }).waitFor();
    await second.evaluate(() => (globalThis as any).application.dispatch({ type: "NEW_REGISTRATION", overwriteDefaults: { name: "Gil" } }));
    await head.until((state) => state.registration.entries.some(({ name }) => name === "Gil"), "what the second tab did");
  });

  test("A wrong password is told, and nothing in this browser changes", async () => {
    const { meetId } = await venue().twoDesks(lifters);
    const third = await venue().desk();
    await third.openPanel();
    await third.panel.getByRole("tab", { name: "Join a meet" }).click();
    await third.panel.locator("input[name=meetId]").fill(meetId);
    await third.panel.locator("input[name=location]").fill("Desk 2");
    await third.panel.locator("#view-join input[name=password]").fill("Wrong-password-1");
    await third.panel.getByRole("button", { name: "Join", exact: true }).click();
    await third.panel.locator(".trouble", { hasText: "Wrong meet id or password" }).waitFor();
    await third.register({ name: "Mine" });
    expect(await names(third)).toBe("Mine");
  });
};
