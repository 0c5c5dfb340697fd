import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const home = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(home, "README.md"), "utf8");
const examples = [...readme.matchAll(/^```ts (\w+)\n([\s\S]*?)^```$/gm)].map((found) => ({ name: found[1]!, text: found[2]! }));

test("every example of the README compiles", () => {
  const folder = mkdtempSync(join(home, "test/.readme-"));
  try {
    for (const { name, text } of examples) writeFileSync(join(folder, `${name}.ts`), `${text}\nexport {};\n`);
    const { exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { exports: { [path: string]: { default: string } } };
    const paths = Object.fromEntries(Object.entries(exports).map(([path, { default: built }]) => [`@rollcall/client${path.slice(1)}`, [join(home, built.replace("./dist/", "src/").replace(/\.js$/, ".ts"))]]));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../tsconfig.json", compilerOptions: { noEmit: true, paths }, include: ["*.ts"] }));
    let said = "";
    try {
      execFileSync(process.execPath, [join(home, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
    } catch (trouble) {
      said = (trouble as { stdout: string }).stdout;
    }

    expect(said).toBe("");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test.each(["meet", "display", "queue", "devices", "rooms"])("adding the SDK to a new page takes under fifteen lines: %s", (name) => {
  const lines = examples.find((one) => one.name === name)!.text.split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeLessThan(15);
});
