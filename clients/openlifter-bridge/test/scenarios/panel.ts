import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { DeskPerson } from "../support/desk.js";
import type { Venue } from "../support/venue.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const isAccessible = async (desk: DeskPerson): Promise<void> => {
  await desk.page.evaluate(axe);
  const found = await desk.page.evaluate(async () => {
    const { violations } = await (globalThis as any).axe.run(document.querySelector("rollcall-live"), { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
    return violations.flatMap(({ id, nodes }: any) => nodes.map(({ html, failureSummary }: any) => `${id}: ${html}\n${failureSummary}`));
  });
  expect(found).toEqual([]);
};

/** What there is to see and do beside the application. */
export const panel = (venue: () => Venue): void => {
  test("The panel can be used with the keyboard alone", async () => {
    const desk = await venue().desk();
    await desk.panel.locator(".tab").focus();
    await desk.page.keyboard.press("Enter");
    await desk.panel.locator(".drawer").waitFor();
    await desk.page.keyboard.press("Tab");
    await desk.page.keyboard.press("ArrowRight");
    expect(await desk.panel.locator("#view-join").isVisible()).toBe(true);
    await desk.page.keyboard.press("Escape");
    await desk.panel.locator(".drawer").waitFor({ state: "hidden" });
    expect(await desk.page.evaluate(() => document.querySelector("rollcall-live")!.shadowRoot!.activeElement?.className)).toBe("tab");
  });

  for (const theme of ["light", "dark"] as const) {
    test(`The panel is accessible in ${theme} colours`, async () => {
      const desk = await venue().desk({ theme });
      await desk.register({ name: "Al Bo" });
      await desk.openPanel();
      await isAccessible(desk);
      await desk.panel.getByRole("tab", { name: "Join a meet" }).click();
      await isAccessible(desk);
      await desk.panel.getByRole("tab", { name: "Make this meet live" }).click();
      await desk.goLive("Chalk-and-Ammonia-7");
      await desk.openPanel();
      await desk.panel.locator("ul.list li").first().waitFor();
      await isAccessible(desk);
      await desk.panel.locator(".leave").click();
      await isAccessible(desk);
      await desk.page.keyboard.press("Escape");
      desk.cable.pull();
      await desk.panel.locator(".bar").waitFor();
      await isAccessible(desk);
    });
  }

  test("The panel says who is connected and how much is waiting", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo" }]);
    await head.openPanel();
    const desks = head.panel.locator("section", { hasText: "look on" });
    await desks.getByText("2 of 2 connected").waitFor();
    head.cable.pull();
    await head.panel.getByText("as of the last contact").waitFor();
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "A", city: "B" } });
    await head.panel.locator(".pending", { hasText: "2 waiting" }).waitFor();
    head.cable.plugIn();
    await head.panel.locator(".pending", { hasText: "No changes waiting" }).waitFor();
    await other.until((state) => state.meet["city"] === "B", "what waited");
  });

  test("Links to displays and overlay carry the view token where servers do not see it", async () => {
    const { head, meetId } = await venue().twoDesks([{ name: "Al Bo", platform: 2 }]);
    await head.openPanel();
    const links = await head.panel.locator(".links a").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links.map((link) => new URL(link).pathname)).toEqual(["/board", "/overlay", "/board", "/overlay", "/scoreboard"]);
    for (const link of links) {
      const parameters = new URLSearchParams(new URL(link).hash.slice(1));
      expect(parameters.get("meet")).toBe(meetId.replaceAll("-", ""));
      expect(parameters.get("view")).toMatch(/^v1\./);
      expect(new URL(link).search).toBe("");
    }
  });

  test("A director sees what there is to say against the results, then publishes and closes the meet", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo", divisions: ["Open"], bodyweightKg: 88.9, age: 34, squatKg: [200, 0, 0, 0, 0], squatStatus: [1, 0, 0, 0, 0] }]);
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open 2026", federation: "USPA", country: "USA" } });
    await head.inStep();
    await head.openPanel();
    await head.panel.locator(".publish input").fill("director@example.org");
    await head.panel.getByRole("button", { name: "Check the results" }).click();
    await head.panel.locator(".finding", { hasText: "year" }).waitFor();
    await head.panel.getByRole("button", { name: "Publish and close" }).click();
    await head.panel.locator(".question").getByRole("button", { name: "Publish and close" }).click();
    await head.panel.locator(".publish .fine", { hasText: "Published" }).waitFor();
    await other.panel.locator(".bar", { hasText: "This meet is closed" }).waitFor();
    await other.openPanel();
    expect(await other.panel.locator(".publish").count()).toBe(0);
  });
};
