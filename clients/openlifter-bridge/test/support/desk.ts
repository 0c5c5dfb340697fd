import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { browser } from "./browser.js";
import { Cable } from "./cable.js";
import { showStore } from "./storeOf.js";
import type { Venue } from "./venue.js";

export interface State {
  readonly meet: { readonly [field: string]: unknown };
  readonly registration: { readonly nextEntryId: number; readonly entries: readonly Lifter[]; readonly lookup: { readonly [id: string]: number } };
  readonly lifting: { readonly [field: string]: unknown };
  readonly language: string;
}

export type Lifter = { readonly id: number; readonly name: string; readonly squatKg: readonly number[]; readonly squatStatus: readonly number[]; readonly [field: string]: unknown };

/** A person at a desk: a browser of their own with the application in it, and a cable of its own to the server. */
export class DeskPerson {
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly cable: Cable,
    private readonly path: string,
    public page: Page,
  ) {}

  static async arrive(venue: Venue, look: { readonly theme?: "light" | "dark"; readonly width?: number; readonly height?: number } = {}): Promise<DeskPerson> {
    const { theme = "light", width = 1280, height = 800 } = look;
    const cable = await Cable.lay(() => venue.server.port);
    const context = await browser().newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce" });
    await context.addInitScript(showStore);
    const desk = new DeskPerson(context, cable, venue.path, await context.newPage());
    desk.listen(desk.page);
    venue.people.push(desk);
    await desk.page.goto(`${cable.address}${venue.path}`);
    await desk.page.locator("rollcall-live .tab").waitFor();
    return desk;
  }

  /** Another tab of the same browser. */
  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    this.listen(page);
    await page.goto(`${this.cable.address}${this.path}`);
    await page.locator("rollcall-live .tab").waitFor({ state: "attached" });
    return page;
  }

  /** Loads the page again, and waits until the application is there. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.panel.locator(".tab").waitFor();
  }

  private listen(page: Page): void {
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/ERR_|Failed to load resource|WebSocket connection/.test(message.text())) this.complaints.push(message.text());
    });
  }

  get panel(): Locator {
    return this.page.locator("rollcall-live");
  }

  async openPanel(): Promise<void> {
    if (await this.panel.locator(".drawer").isHidden()) await this.panel.locator(".tab").click();
  }

  async closePanel(): Promise<void> {
    if (await this.panel.locator(".drawer").isVisible()) await this.panel.locator("[data-key=close]").click();
  }

  /** Makes the meet live; answers its number. */
  async goLive(password: string): Promise<string> {
    await this.openPanel();
    await this.panel.locator("#view-make input[name=password]").fill(password);
    await this.panel.getByRole("button", { name: "Go live" }).click();
    const number = await this.panel.locator(".card .id").textContent();
    await this.inStep();
    await this.closePanel();
    return number!;
  }

  async join(meetId: string, password: string, name = "Desk 2"): Promise<void> {
    await this.openPanel();
    await this.panel.getByRole("tab", { name: "Join a meet" }).click();
    await this.panel.locator("input[name=meetId]").fill(meetId);
    await this.panel.locator("input[name=location]").fill(name);
    await this.panel.locator("#view-join input[name=password]").fill(password);
    await this.panel.getByRole("button", { name: "Join", exact: true }).click();
    await this.panel.locator(".card .id").waitFor();
    await this.inStep();
    await this.closePanel();
  }

  async runs(kind: "runs" | "follows" | "neither"): Promise<void> {
    await this.openPanel();
    await this.panel.locator(`[data-role=${kind}]`).click();
    await this.closePanel();
  }

  /** Waits until all that was done here is answered, and all there is has come. */
  async inStep(): Promise<void> {
    await this.panel.locator(".tab .dot.good").waitFor({ state: "attached", timeout: 30_000 });
  }

  async standing(tone: "good" | "wait" | "bad"): Promise<void> {
    await this.panel.locator(`.tab .dot.${tone}`).waitFor({ state: "attached" });
  }

  async go(name: "Home" | "Meet Setup" | "Registration" | "Weigh-ins" | "Lifting"): Promise<void> {
    await this.page.locator("nav").getByText(name, { exact: true }).click();
  }

  /** Begins a new meet, as far as the application lets one. */
  async newMeet(): Promise<void> {
    await this.go("Home");
    await this.page.getByRole("button", { name: "New Meet" }).click();
    await this.page.getByText("Continue", { exact: true }).click();
  }

  /** Loads a file with this state. */
  async load(state: object): Promise<void> {
    await this.go("Home");
    await this.page.locator("input[type=file]").setInputFiles({ name: "meet.openlifter", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(state)) });
  }

  dispatch(action: { readonly type: string; readonly [name: string]: unknown }): Promise<void> {
    return this.page.evaluate((action) => void (globalThis as any).application.dispatch(action), action);
  }

  state(): Promise<State> {
    return this.page.evaluate(() => (globalThis as any).application.getState());
  }

  async lifter(id: number): Promise<Lifter | undefined> {
    return (await this.state()).registration.entries.find((one) => one.id === id);
  }

  /** Registers a lifter; answers the id it got. */
  async register(fields: { readonly name: string; readonly [field: string]: unknown }): Promise<number> {
    await this.dispatch({ type: "NEW_REGISTRATION", overwriteDefaults: { events: ["SBD"], ...fields } });
    return (await this.state()).registration.entries.at(-1)!.id;
  }

  /** Waits, and says how long it took, until the state is so. */
  async until(isSo: (state: State) => boolean, what: string, patienceMs = 10_000): Promise<number> {
    const began = performance.now();
    for (;;) {
      const state = await this.state();
      if (isSo(state)) return performance.now() - began;
      if (performance.now() - began > patienceMs) throw new Error(`never came: ${what}\n${JSON.stringify(state.registration.entries).slice(0, 1_000)}`);
      await this.page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
    }
  }

  /** A box or list of a lifter on the page that is shown, found as a person finds it: by the heading of its column in the lifter's row, or by its label in the lifter's card. */
  async box(id: number, label: string): Promise<Locator> {
    const { entries } = (await this.state()).registration;
    const column = (await this.page.locator("th").allTextContents()).indexOf(label);
    if (column >= 0) {
      const { name } = entries.find((one) => one.id === id)!;
      const row = this.page.locator("tr").filter({ has: this.page.getByRole("cell", { name, exact: true }) });
      return row.locator("td").nth(column).locator("input, select");
    }

    const card = this.page.locator(".card:has(label:text-is('Flight'))").nth(entries.findIndex((one) => one.id === id));
    return label === "Name" ? card.locator("input").first() : card.locator(`xpath=.//label[text()="${label}"]/following::*[self::input or self::select][1]`);
  }

  async shown(id: number, label: string): Promise<string> {
    return (await this.box(id, label)).inputValue();
  }

  async isIn(id: number, label: string): Promise<boolean> {
    return (await this.box(id, label)).evaluate((box) => box === document.activeElement);
  }

  async leave(): Promise<void> {
    await this.context.close();
    this.cable.take();
    expect(this.complaints).toEqual([]);
  }
}
