import type { Pace } from "../line/backOff.js";

/** Half a second, doubling to 15, each 30 % more or less (specification of meets, 7.1). */
export const pace: Pace = { firstMs: 500, longestMs: 15_000, from: 0.7, to: 1.3 };
