import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { keptPages } from "./keptPages";

const root = import.meta.dirname;
const out = resolve(root, "../artifacts/web");

/** Lays a brotli and a gzip copy beside every file that gets smaller by it; the server hands them out as they are. */
const compressedOnce = (): Plugin => ({
  name: "compressed-once",
  apply: "build",
  closeBundle: () => {
    for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:html|js|css|svg|json|txt)$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(bytes));
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
});

export default defineConfig({
  root,
  plugins: [react(), keptPages(root), compressedOnce()],
  resolve: {
    alias: [
      { find: /^@rollcall\/client$/, replacement: resolve(root, "../clients/ts/src/index.ts") },
      { find: /^@rollcall\/client\/(\w+)$/, replacement: `${resolve(root, "../clients/ts/src")}/$1/index.ts` },
    ],
    // The client lies outside this folder; what it needs of React is the one the pages use.
    dedupe: ["react", "react-dom"],
  },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // Nothing in the page itself but addresses: the pages' content policy allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { app: resolve(root, "index.html"), overlay: resolve(root, "overlay.html"), sw: resolve(root, "src/worker/serviceWorker.ts") },
      // The worker keeps its address over all builds: browsers look there for a newer one.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  // `npm run dev` beside a server that runs on its usual address.
  server: {
    proxy: Object.fromEntries(["/api", "/v1", "/admin", "/health", "/ws", "/sync"].map((path) => [path, { target: "http://127.0.0.1:3000", ws: true }])),
  },
});
