import { defineConfig } from "vitest/config";

// What waits for a real server waits up to fifteen seconds; the test must outlast that to say what never came.
export default defineConfig({ test: { testTimeout: 20_000 } });
