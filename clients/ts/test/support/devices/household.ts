import { Account, Devices, type DevicesOptions } from "../../../src/devices/index.js";
import { inMemory } from "../../../src/keep/storage.js";
import { RoughWorld } from "../roughWorld.js";
import type { Server } from "../server.js";

export const housePassword = "Milk-and-Bread-42";

/** Settings of a server that lets anybody make accounts, as often as a test needs. */
export const openHouse = ["--accounts.open_registration", "true", "--accounts.log_ins_per_minute", "10000", "--accounts.registrations_per_hour", "10000"];

/** Who asks a server by HTTP in somebody's name. */
export const accountOf = async (server: Server, handle: string, world: RoughWorld, isNew = true): Promise<Account> => {
  const account = new Account({ server: server.address, around: world, holdsToken: true });
  const login = { user_handle: handle, password: housePassword, device_uuid: `test-${handle}-device`, device_type: "web" };
  await (isNew ? account.register(login) : account.logIn(login));
  return account;
};

/** A device of a person, signed in on a real server; its token goes along in headers, as programs without cookies do. */
export const deviceOf = async (server: Server, handle: string, chance: () => number, options: Partial<DevicesOptions> & { deviceUuid?: string; isNew?: boolean; deviceType?: string } = {}) => {
  const headers: { [name: string]: string } = {};
  const world = new RoughWorld(chance, 100, headers);
  const account = new Account({ server: server.address, around: world, holdsToken: true });
  const storage = options.storage ?? inMemory();
  const device_uuid = options.deviceUuid ?? `test-${Math.floor(chance() * 1e12).toString(36).padStart(9, "0")}`;
  const login = { user_handle: handle, password: housePassword, device_uuid, device_type: options.deviceType ?? "web" };
  const session = options.isNew === true ? await account.register(login) : await account.logIn(login);
  headers["Authorization"] = `Bearer ${session.token}`;
  const devices = new Devices({ server: server.address, account, around: world, ...options, storage });
  await devices.start();
  return { devices, world, account, storage, session, login };
};
