import { defineConfig } from "vitest/config";

// Two browsers, a server and the wait for what never comes: a test must outlast that to say what it was.
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };
const measured = ["test/standin.measured.test.ts", "test/real.test.ts", "test/pictures.test.ts"];

export default defineConfig({
  resolve: { alias: [{ find: /^@rollcall\/client\/(\w+)$/, replacement: `${import.meta.dirname}/../ts/src/$1/index.ts` }] },
  test: {
    globalSetup: "test/support/built.ts",
    projects: [
      { extends: true, test: { ...patience, name: "beside each other", include: ["test/**/*.test.ts"], exclude: measured, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { extends: true, test: { ...patience, name: "alone", include: measured, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
