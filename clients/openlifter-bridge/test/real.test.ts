import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { scenarios } from "./scenarios/all.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

const folder = process.env["ROLLCALL_OPENLIFTER"] ?? "";

if (folder !== "" && existsSync(join(folder, "index.html"))) {
  describe(`OpenLifter in ${folder}`, () => {
    withBrowser();
    scenarios(withVenue(folder));
  });
} else {
  test.skip(`The same scenarios in a real OpenLifter, because ${folder === "" ? "ROLLCALL_OPENLIFTER names no folder with a build" : `${folder} holds no index.html`}`, () => undefined);
}
