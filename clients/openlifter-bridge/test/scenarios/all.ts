import type { Venue } from "../support/venue.js";
import { boxes } from "./boxes.js";
import { crossing } from "./crossing.js";
import { guards } from "./guards.js";
import { offline } from "./offline.js";
import { panel } from "./panel.js";
import { platforms } from "./platforms.js";
import { speed } from "./speed.js";
import { start } from "./start.js";
import { wholeMeet } from "./wholeMeet.js";

/** All that the bridge must do, whichever application it is in: the stand-in and real builds are driven through the same. */
export const scenarios = (venue: () => Venue): void => {
  for (const some of [crossing, boxes, guards, offline, panel, platforms, start, speed, wholeMeet]) some(venue);
};
