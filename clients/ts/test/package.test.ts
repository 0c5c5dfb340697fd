import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const home = resolve(import.meta.dirname, "..");
const described = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { exports: { [path: string]: { types: string; default: string } }; dependencies?: object };

test("what is published holds a module and types for every door, which a plain Node can load", async () => {
  const built = mkdtempSync(join(tmpdir(), "rollcall-package-"));
  try {
    execFileSync(process.execPath, [join(home, "node_modules/typescript/bin/tsc"), "-p", join(home, "tsconfig.build.json"), "--outDir", built]);
    for (const [path, { types, default: module }] of Object.entries(described.exports)) {
      expect(existsSync(join(built, types.replace("./dist/", "")))).toBe(true);
      const file = join(built, module.replace("./dist/", ""));
      expect(existsSync(file)).toBe(true);
      // The bindings import frameworks, which are not beside the temporary folder.
      if (!/react|vue/.test(path)) expect(Object.keys((await import(pathToFileURL(file).href)) as object).length).toBeGreaterThan(0);
    }
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}, 60_000);

test("the package brings nothing else along", () => {
  expect(described.dependencies).toBeUndefined();
});

/** Which folders a folder may import from, beside itself. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  ".": ["line", "keep"],
  line: [],
  keep: [],
  accounts: ["line"],
  meets: ["line"],
  queue: ["line", "keep"],
  devices: ["line", "keep", "accounts"],
  rooms: ["line", "keep"],
  react: ["line", "meets", "devices"],
  vue: ["line", "meets", "devices"],
  redux: ["line", "meets"],
};

const sources = readdirSync(join(home, "src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const importsOf = (file: string): string[] =>
  [...readFileSync(join(home, "src", file), "utf8").matchAll(/from "(\.[^"]+)\.js"/g)].map((found) => relative(join(home, "src"), resolve(home, "src", dirname(file), `${found[1]}.ts`)));

test("no import runs from a lower folder to a higher one, or from one door to another", () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((target) => dirname(target) !== dirname(file) && !allowed[dirname(file)]?.includes(dirname(target)))
      .map((target) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("no imports run in a circle", () => {
  const seen = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    if (seen.has(file) || way.includes(file)) return;
    for (const target of importsOf(file)) visit(target, [...way, file]);
    seen.add(file);
  };
  for (const file of sources) visit(file, []);
  expect(circles).toEqual([]);
});
