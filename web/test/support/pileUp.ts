import type { Page } from "playwright-core";
import { Server } from "../../../clients/ts/test/support/server";

export const anna = { name: "anna", password: "Split-up-5-to-10" };
export const bert = { name: "bert", password: "Listening-on-14205" };

/** Ten stations that call at once. */
export const calls = ["K1ABC", "DL1ABC", "G3XYZ", "F5KIN", "JA1NUT", "VK9/EI0ABC/P", "ON4UN", "SM5XX", "PY2AB", "ZL3TE"] as const;

/** A server with one queue and two operators. */
export const startStation = (...settings: string[]): Promise<Server> =>
  Server.start(
    ...["--queue.max_size", "20", "--queue.title", "20 m SSB", "--queue.register_per_address", "10000", "--queue.station_callsign", "W1AW"],
    ...[anna, bert].flatMap(({ name, password }, place) => [`--queue.operators.${place}.name`, name, `--queue.operators.${place}.password`, password]),
    ...settings,
  );

/** Somebody calls from elsewhere, such as a script or another page. */
export const register = async (server: Server, callsign: string): Promise<void> => {
  const answer = await fetch(`${server.address}/api/queue/register`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ callsign }) });
  if (!answer.ok) throw new Error(await answer.text());
};

/** What an operator does elsewhere, by HTTP. */
export const operate = async (server: Server, path: string, body: object = {}): Promise<void> => {
  const answer = await fetch(`${server.address}/api/admin/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Basic ${btoa(`${bert.name}:${bert.password}`)}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

/** Puts a fresh queue on the air. */
export const onAir = async (server: Server): Promise<void> => {
  await operate(server, "status", { active: false });
  await operate(server, "status", { active: true });
  await operate(server, "frequency", { frequency: "14205.00", mode: "SSB" });
  await operate(server, "split", { split: "+5-10" });
};

/** An operator logs in to the console. */
export const takeConsole = async (page: Page, { name, password }: typeof anna): Promise<void> => {
  await page.getByLabel("Operator", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("region", { name: "Working now" }).waitFor();
};
