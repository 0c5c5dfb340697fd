import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const standin = join(import.meta.dirname, "../standin");

/** Where the stand-in's build lies. */
export const standinBuild = join(import.meta.dirname, "../../../../artifacts/standin");

/** Builds the bridge and the stand-in, once for all tests. */
export default async (): Promise<void> => {
  await import("../../build.js" as string);
  mkdirSync(standinBuild, { recursive: true });
  await build({ entryPoints: [join(standin, "app.tsx")], outfile: join(standinBuild, "app.js"), bundle: true, format: "iife", target: "es2022", define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error" });
  for (const name of ["index.html", "app.css"]) cpSync(join(standin, name), join(standinBuild, name));
};
