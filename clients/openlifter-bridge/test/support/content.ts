import type { State } from "./desk.js";

/** What a state says of the meet: lifters in an order that is the same for everybody, without what a lifting page writes into them while it is drawn. */
export const contentOf = ({ meet, registration }: Pick<State, "meet" | "registration">) => ({
  meet,
  entries: [...registration.entries].sort((a, b) => a.id - b.id).map(({ points, place, ...lifter }) => lifter),
});
