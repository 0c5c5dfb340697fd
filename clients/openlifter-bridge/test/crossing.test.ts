import { test } from "vitest";
import { crossing } from "./scenarios/crossing.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

withBrowser();
const venue = withVenue();

test("What is done on one desk appears on the other within a second", () => crossing(venue()));
