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

/** What is tried beside each other, in lanes of about the same length; what is measured in milliseconds has the machine to itself. */
export const lanes = {
  desks: [boxes, panel],
  trouble: [guards, offline, start, wholeMeet],
  measured: [crossing, platforms, speed],
};

/** All that the bridge must do, whichever application it is in: the stand-in and real builds are driven through the same. */
export const scenarios = (venue: () => Venue): void => {
  for (const some of Object.values(lanes).flat()) some(venue);
};
