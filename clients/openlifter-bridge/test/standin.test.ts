import { scenarios } from "./scenarios/all.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

withBrowser();
scenarios(withVenue());
