import { expect, test } from "vitest";
import type { Json } from "../../src/meets/index.js";
import { editsOf, type Edit } from "../../src/redux/index.js";

const al = { id: 7, name: "Al", squatKg: [100, 110, 0, 0, 0], divisions: ["Open"] };
const lifter = "registration.entries[7]";

test.each<[string, string, Json | undefined, Json | undefined, readonly Edit[]]>([
  ["nothing changed", lifter, al, { ...al, squatKg: [...al.squatKg] }, []],
  ["a new lifter goes whole", lifter, undefined, al, [{ key: lifter, value: al }]],
  ["a lifter that is gone is deleted", lifter, al, undefined, [{ key: lifter, isDeleted: true }]],
  ["a field goes alone", lifter, al, { ...al, name: "Bo" }, [{ key: `${lifter}.name`, value: "Bo" }]],
  ["a slot goes alone", lifter, al, { ...al, squatKg: [100, 115, 0, 0, 0] }, [{ key: `${lifter}.squatKg[1]`, value: 115 }]],
  ["another list goes whole", lifter, al, { ...al, divisions: ["Open", "Juniors"] }, [{ key: `${lifter}.divisions`, value: ["Open", "Juniors"] }]],
  ["a list of attempts that was not there goes whole", lifter, al, { ...al, benchKg: [50, 0, 0, 0, 0] }, [{ key: `${lifter}.benchKg`, value: [50, 0, 0, 0, 0] }]],
  ["a lifter who loses a field goes whole", lifter, { id: 7, name: "Al", extra: 1 }, { id: 7, name: "Al" }, [{ key: lifter, value: { id: 7, name: "Al" } }]],
  ["a field of the meet is one value", "meet.plates", [{ weightKg: 25 }], [{ weightKg: 20 }], [{ key: "meet.plates", value: [{ weightKg: 20 }] }]],
  ["null is a value", "meet.state", "WA", null, [{ key: "meet.state", value: null }]],
  ["a platform goes in parts, also at first", "lifting.platforms[1]", undefined, { flight: "B", lift: "S" }, [{ key: "lifting.platforms[1].flight", value: "B" }, { key: "lifting.platforms[1].lift", value: "S" }]],
  ["each referee goes alone", "live.platforms[1]", { lights: { left: 1, head: 1 } }, { lights: { left: 1, head: 2 } }, [{ key: "live.platforms[1].lights.head", value: 2 }]],
  ["what is of the moment can be deleted", "live.platforms[1]", { clock: 1 }, {}, [{ key: "live.platforms[1].clock", isDeleted: true }]],
])("%s", (_, name, before, after, edits) => {
  expect(editsOf(name, before, after)).toEqual(edits);
});
