import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import type { Server } from "../../../clients/ts/test/support/server";

const root = resolve(import.meta.dirname, "../../..");
const built = ["debug", "release"].map((kind) => join(root, "artifacts/bin/Rollcall.Server", kind, "rollcall"));

export interface Account {
  readonly handle: string;
  readonly password: string;
}

/** Makes an account as whoever runs the server does: with `rollcall user add`, while the server runs. */
export const addAccount = async (server: Server, handle: string, role: "admin" | "member" = "member"): Promise<Account> => {
  const account = { handle, password: `password of ${handle}` };
  const executable = process.env["SERVER_UNDER_TEST"] ?? built.find(existsSync);
  if (executable === undefined) throw new Error("the server is not built; run ./test or dotnet build first");
  const command = spawn(executable, ["user", "add", handle, "--role", role, "--password-stdin", "--data_dir", server.data], {
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ROLLCALL_"))),
  });
  let said = "";
  for (const stream of [command.stdout, command.stderr]) stream.on("data", (text) => (said += String(text)));
  command.stdin.end(`${account.password}\n`);
  const code = await new Promise((ended) => command.once("close", ended));
  if (code !== 0) throw new Error(`rollcall user add ${handle}: ${said}`);
  return account;
};

/** Logs in through the form that a page shows to strangers, and waits until the form is gone. */
export const logIn = async (page: Page, { handle, password }: Account): Promise<void> => {
  await page.getByLabel("Name", { exact: true }).fill(handle);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const button = page.getByRole("button", { name: "Log in" });
  await button.click();
  await button.waitFor({ state: "detached" });
};
