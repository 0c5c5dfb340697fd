import { defineConfig } from "vitest/config";

// Tests drive real browsers against real servers on few cores: one file after the other, and patience for each.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false } });
