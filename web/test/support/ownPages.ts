import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const built = ["debug", "release"].map((kind) => join(root, "artifacts/bin/Rollcall.Server", kind, "rollcall"));

/** Has servers that are started from now on serve a copy of the pages, which a test may change. */
export const ownPages = (): { readonly buildAnew: () => void; readonly dispose: () => void } => {
  const given = process.env["SERVER_UNDER_TEST"];
  const executable = given ?? built.find(existsSync);
  if (executable === undefined) throw new Error("the server is not built; run ./test or dotnet build first");
  const folder = mkdtempSync(join(tmpdir(), "rollcall-pages-"));
  const web = join(folder, "web");
  cpSync(dirname(executable), folder, { recursive: true });
  cpSync(join(root, "artifacts/web"), web, { recursive: true });
  process.env["SERVER_UNDER_TEST"] = join(folder, basename(executable));
  return {
    /** As a build after a change of something that every part needs: each has another name, and names others in another way. */
    buildAnew: () => {
      const names = new Map<string, string>();
      const files = readdirSync(web, { recursive: true, encoding: "utf8" });
      for (const file of files) {
        if (/\.(?:br|gz)$/.test(file)) rmSync(join(web, file));
        const [, name, hash] = /^assets\/(.+)-([\w-]{8})\.js$/.exec(file) ?? [];
        if (name !== undefined) names.set(`${name}-${hash}.js`, `${name}-${[...hash!].reverse().join("")}.js`);
      }
      for (const file of files.filter((one) => /\.(?:js|html)$/.test(one))) {
        const before = readFileSync(join(web, file), "utf8");
        let text = before;
        for (const [from, to] of names) text = text.replaceAll(from, to);
        if (file === "sw.js") text = text.replace(/"name":"\w+"/, '"name":"anew"');
        if (text !== before) writeFileSync(join(web, file), text);
      }
      for (const [from, to] of names) renameSync(join(web, "assets", from), join(web, "assets", to));
    },
    dispose: () => {
      if (given === undefined) delete process.env["SERVER_UNDER_TEST"];
      else process.env["SERVER_UNDER_TEST"] = given;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
