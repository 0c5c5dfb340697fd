import { defineConfig } from "vitest/config";

// Two browsers, a server and the wait for what never comes: a test must outlast that to say what it was.
export default defineConfig({
  resolve: { alias: [{ find: /^@rollcall\/client\/(\w+)$/, replacement: `${import.meta.dirname}/../ts/src/$1/index.ts` }] },
  test: { testTimeout: 60_000, hookTimeout: 60_000, globalSetup: "test/support/built.ts", fileParallelism: false },
});
