import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { howToStart } from "../../../clients/ts/test/support/chromium";

const root = resolve(import.meta.dirname, "../../..");
const pictures = join(root, "artifacts/pictures");
const readMe = readFileSync(join(root, "README.md"), "utf8");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser | undefined;

/** One browser for the tests of a file. */
export const withBrowser = (): void => {
  beforeAll(async () => void (browser = await chromium.launch(howToStart())));
  afterAll(() => browser?.close());
};

/** A person with a browser of their own: own cookies, own storage, any number of tabs. What goes wrong in a page's console is collected. */
export class Person {
  /** Errors of scripts and of the console, other than those of a network that a test took away. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly server: string,
  ) {}

  static async arrive(server: string, look: { readonly width?: number; readonly height?: number; readonly theme?: "light" | "dark"; readonly keepsPages?: boolean } = {}): Promise<Person> {
    if (browser === undefined) throw new Error("withBrowser() comes first");
    const { width = 1280, height = 800, theme = "light", keepsPages = false } = look;
    // A browser keeps all pages for times without a line, once; a test that is not about that does not wait for it anew with every person.
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, baseURL: server, serviceWorkers: keepsPages ? "allow" : "block" });
    const person = new Person(context, server);
    // Nothing a page does may leave this machine.
    await context.route("**/*", (route) => {
      if (new URL(route.request().url()).origin === server) return route.continue();
      person.complaints.push(`asked another host: ${route.request().url()}`);
      return route.abort();
    });
    return person;
  }

  /** Opens an address in a new tab. */
  async open(address: string): Promise<Page> {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/ERR_|Failed to load resource|WebSocket connection/.test(message.text())) this.complaints.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  /** Takes the network away, also from sockets that are open, or gives it back. */
  async offline(isOffline: boolean): Promise<void> {
    await this.context.setOffline(isOffline);
  }

  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}

/** Closes the window over the page with Escape, as a person does: again, should the window not have listened yet. */
export const closeWithEscape = async (page: Page): Promise<void> => {
  await expect
    .poll(async () => {
      await page.keyboard.press("Escape");
      return page.locator('[role="dialog"], [role="alertdialog"]').count();
    }, { timeout: 10_000 })
    .toBe(0);
};

/** Takes a picture into `artifacts/pictures`, to be looked at. With ROLLCALL_PICTURES=1 those that the front door shows are taken anew for it, too. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  const shown = `docs/pictures/${name}.jpg`;
  if (process.env["ROLLCALL_PICTURES"] === "1" && readMe.includes(shown)) await page.screenshot({ path: join(root, shown), type: "jpeg", quality: 88, animations: "disabled" });
};

/** Asks the accessibility checker; once the page has settled there may be nothing serious. */
export const isAccessible = async (page: Page): Promise<void> => {
  // From its top: what a page that is scrolled has under its bar just then is not covered for whoever scrolls.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  let found = await seriousIn(page);
  // A colour that still fades in, a list that is just being replaced: what stands is what counts, and that is asked for again.
  for (let patience = 0; found.length > 0 && patience < 5; patience++) {
    await page.evaluate(() => new Promise((later) => setTimeout(later, 400)));
    found = await seriousIn(page);
  }

  expect(found, found.join("\n")).toEqual([]);
};

const seriousIn = async (page: Page): Promise<string[]> => {
  // What is still fading in has not its colours yet; what goes on for ever is not waited for.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => (one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY ? null : one.finished.catch(() => null)))).then(() => undefined));
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const checker = (globalThis as unknown as { axe: { run: (where: unknown, how: unknown) => Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
    const { violations } = await checker.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"], selectors: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  });
};

/** Nothing may stick out sideways, of the page or of a window over it, once the fonts are there and what is fetched has come. */
export const fitsItsWidth = async (page: Page): Promise<void> => {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => Math.max(...[document.documentElement, ...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].map((one) => one.scrollWidth - one.clientWidth))), { timeout: 3_000 }).toBeLessThanOrEqual(0);
};
