import { expect, test } from "vitest";
import type { Desk } from "@rollcall/client/meets";
import { nextEntryId } from "../../src/sync/ids.js";

const desk = (free: { from: number; to: number } | null, taken: readonly number[]) => ({ freeEntryIds: free, entry: (id: number) => (taken.includes(id) ? { id } : undefined) }) as unknown as Desk;

test("The next lifter gets the lowest number of the desk's own block that nobody has", () => {
  expect(nextEntryId(desk({ from: 10_000, to: 19_999 }, []))).toBe(10_000);
  expect(nextEntryId(desk({ from: 10_000, to: 19_999 }, [10_000, 10_001]))).toBe(10_002);
});

test("Where the block is used up there is no number", () => {
  expect(nextEntryId(desk(null, []))).toBeNull();
  expect(nextEntryId(desk({ from: 19_999, to: 19_999 }, [19_999]))).toBeNull();
});
