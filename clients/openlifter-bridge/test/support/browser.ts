import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
let running: Browser | undefined;

/** One browser for the tests of a file. */
export const withBrowser = (): void => {
  beforeAll(async () => {
    const executablePath = installed.find(existsSync);
    if (executablePath === undefined) throw new Error("no Chromium is installed; ./test installs one");
    running = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
  });
  afterAll(() => running?.close());
};

export const browser = (): Browser => {
  if (running === undefined) throw new Error("withBrowser() comes first");
  return running;
};
