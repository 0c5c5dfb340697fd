import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { howToStart } from "../../../ts/test/support/chromium.js";

let running: Browser | undefined;

/** One browser for the tests of a file. */
export const withBrowser = (): void => {
  beforeAll(async () => void (running = await chromium.launch(howToStart())));
  afterAll(() => running?.close());
};

export const browser = (): Browser => {
  if (running === undefined) throw new Error("withBrowser() comes first");
  return running;
};
