import { defineConfig } from "vitest/config";

// Tests drive real browsers against real servers on few cores, and have patience. What is measured in milliseconds has the machine to itself.
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };
const measured = ["test/displays.time.test.ts", "test/overlay.long.test.ts"];

export default defineConfig({
  test: {
    projects: [
      { test: { ...patience, name: "beside each other", include: ["test/**/*.test.ts"], exclude: measured, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { test: { ...patience, name: "alone", include: measured, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
