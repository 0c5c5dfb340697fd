import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Files of the build that do not carry a hash in their name. */
const unhashed = ["theme.js", "favicon.svg"];

/** Tells the service worker what the build is made of. Every browser that has one knows woff2, so the older fonts are left out. */
export const keptPages = (root: string): Plugin => ({
  name: "kept-pages",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler: (_, bundle) => {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      if (/\b(?:import|export)\b/.test(worker.code)) throw new Error("the service worker may not share code with the pages");
      const assets = Object.keys(bundle).filter((name) => name.startsWith("assets/") && /\.(?:js|css|woff2|svg|png|mp3)$/.test(name)).sort();
      const hash = createHash("sha256").update(assets.join("\n")).update(worker.code);
      for (const name of unhashed) hash.update(readFileSync(join(root, "public", name)));
      for (const name of ["index.html", "overlay.html"]) {
        const page = bundle[name];
        if (page?.type !== "asset") throw new Error(`${name} was not built`);
        hash.update(page.source);
      }
      // The overlay is kept as it is asked for: at its own address it has headers of its own.
      const files = [...assets, ...unhashed, "index.html", "overlay"].map((name) => `/${name}`);
      const build = JSON.stringify({ name: hash.digest("hex").slice(0, 12), files });
      worker.code = `const __BUILD__=${build};${worker.code}`;
    },
  },
});
