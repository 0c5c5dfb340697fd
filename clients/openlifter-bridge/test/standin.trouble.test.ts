import { lanes } from "./scenarios/all.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

withBrowser();
const venue = withVenue();
for (const some of lanes.trouble) some(venue);
