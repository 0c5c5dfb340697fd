import { expect, test, vi } from "vitest";
import { Devices, type DevicesOptions } from "../../src/devices/index.js";
import { DeviceEnd } from "../support/devices/deviceEnd.js";
import { World, settle } from "../support/world.js";

const start = async (options: Partial<DevicesOptions> = {}) => {
  const world = new World();
  const end = new DeviceEnd(world);
  const devices = new Devices({ server: "http://here", around: world, ...options });
  await devices.start();
  return { world, end, devices };
};

test("a page that starts with a session connects; it is connected only once the server has said so", async () => {
  const { end, devices } = await start();
  expect(devices.status.state).toBe("connecting");
  await settle();
  end.socket.accept();
  expect(devices.status.state).toBe("connecting");
  await end.greet();
  expect(devices.getSnapshot()).toMatchObject({ status: { state: "connected" }, deviceId: 7, serverVersion: "1.4.0", session: { user_handle: "ada" } });
});

test("a page that starts without a session does not connect; logging in does", async () => {
  const world = new World();
  const end = new DeviceEnd(world);
  end.isSignedIn = false;
  const devices = new Devices({ server: "http://here", around: world });
  expect(await devices.start()).toBe(false);
  expect(devices.status.state).toBe("signed_out");
  await devices.logIn({ user_handle: "ada", password: "secret", device_type: "web" });
  await end.greet();
  expect(devices.status.state).toBe("connected");
  expect(world.requests.find((one) => one.path === "/v1/auth/login")!.body).toMatchObject({ device_uuid: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown });
});

test("the device keeps its own id over log-ins", async () => {
  const { world, devices } = await start();
  await devices.logIn({ user_handle: "ada", password: "secret", device_type: "web" });
  await devices.logIn({ user_handle: "ada", password: "secret", device_type: "web" });
  const [one, other] = world.requests.filter((request) => request.path === "/v1/auth/login").map((request) => (request.body as { device_uuid: string }).device_uuid);
  expect(one).toBe(other);
});

test("logging out closes with 1000, stays away and forgets what was kept", async () => {
  const { world, end, devices } = await start();
  await end.greet();
  end.push(end.set("n1", "milk"));
  await devices.logOut();
  expect(world.sockets[0]!.closedWith).toBe(1000);
  expect(devices.status).toEqual({ state: "signed_out", reason: "logged_out" });
  expect(devices.sync.getSnapshot().documents.size).toBe(0);
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(1);
});

test("connecting twice makes one socket", async () => {
  const { world, end, devices } = await start();
  devices.connect();
  await end.greet();
  devices.connect();
  await settle();
  expect(world.sockets).toHaveLength(1);
});

test("messages go to whoever is there for their prefix, until it is undone; one that throws stops nobody else", async () => {
  const reported = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { end, devices } = await start();
  await end.greet();
  const heard: string[] = [];
  const undo = devices.register("lamp", (type, payload) => heard.push(`one ${type} ${JSON.stringify(payload)}`));
  devices.register("lamp", () => {
    throw new Error("a handler's bug");
  });
  devices.register("lamp", (type) => heard.push(`two ${type}`));
  end.tell("lamp.on", { room: 1 });
  undo();
  end.tell("lamp.off", null);
  end.tell("fan.on", null);
  end.socket.tell("not JSON");
  expect(heard).toEqual(['one lamp.on {"room":1}', "two lamp.on", "two lamp.off"]);
  expect(reported).toHaveBeenCalledTimes(2);
  reported.mockRestore();
});

test("sending says false, and keeps nothing, unless connected", async () => {
  const { end, devices } = await start();
  expect(devices.send("lamp.on", null)).toBe(false);
  await end.greet();
  expect(end.said).toEqual([]);
  expect(devices.send("lamp.on", { room: 1 })).toBe(true);
  expect(end.said).toEqual([{ type: "lamp.on", payload: { room: 1 } }]);
});

test("silence is asked about after the server's own heartbeat, and the socket dropped twenty seconds later", async () => {
  const { world, end, devices } = await start();
  await end.greet();
  await world.pass(30_000);
  expect(end.said).toEqual([{ type: "ping" }]);
  await world.pass(19_999);
  expect(devices.status.state).toBe("connected");
  await world.pass(1);
  expect(devices.status.state).toBe("waiting");
});

// devices P32
test("a tab that was replaced stays quiet until it gets the focus or takes over", async () => {
  const { world, end, devices } = await start();
  await end.greet();
  end.socket.end(1000, "replaced");
  expect(devices.status.state).toBe("replaced");
  world.goodMoment();
  await world.pass(600_000);
  expect(world.sockets).toHaveLength(1);
  world.focus();
  await end.greet();
  expect(devices.status.state).toBe("connected");
  end.socket.end(1000, "replaced");
  devices.takeOver();
  await settle();
  expect(world.sockets).toHaveLength(3);
});

// devices P32
test("without reclaiming on focus only taking over brings it back; focus does nothing to a tab that is live or signed out", async () => {
  const { world, end, devices } = await start({ reclaimOnFocus: false });
  await end.greet();
  end.socket.end(1000, "replaced");
  world.focus();
  await settle();
  expect(world.sockets).toHaveLength(1);
  const other = await start();
  await other.end.greet();
  other.world.focus();
  expect(other.world.sockets).toHaveLength(1);
  other.end.socket.end(1000, "revoked");
  other.world.focus();
  other.devices.takeOver();
  await settle();
  expect(other.world.sockets).toHaveLength(1);
  expect(devices.status.state).toBe("replaced");
});

test.each(["logged_out", "revoked", "password_changed", "device_removed", "device_pruned", "account_removed", "expired"])("a session that ends (%s) signs this device out", async (reason) => {
  const { world, end, devices } = await start();
  await end.greet();
  end.socket.end(1000, reason);
  expect(devices.status).toEqual({ state: "signed_out", reason });
  expect(devices.getSnapshot().session).toBe(null);
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(1);
});

test("an upgrade that fails asks who is signed in: nobody means no further try, anything else goes on", async () => {
  const { world, end, devices } = await start();
  await settle();
  end.socket.end(1006);
  await settle();
  expect(devices.status.state).toBe("waiting");
  await world.pass(1_000);
  end.isSignedIn = false;
  end.socket.end(1006);
  await settle();
  expect(devices.status.state).toBe("signed_out");
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(2);
});

test.each([1001, 1006, 1008, 1009, 1012, 1013, 4001, 4002, 4004, 4010])("after close code %i it comes back", async (code) => {
  const { world, end } = await start();
  await end.greet();
  end.socket.end(code, "whatever");
  await world.pass(1_000);
  expect(world.sockets).toHaveLength(2);
});

test("a server that goes away says when to come back", async () => {
  const { world, end } = await start();
  await end.greet();
  end.tell("going_away", { reason: "restart", reconnect_after_ms: 17_342 });
  end.socket.end(1012, "restart");
  await world.pass(17_341);
  expect(world.sockets).toHaveLength(1);
  await world.pass(1);
  expect(world.sockets).toHaveLength(2);
});

// devices P32
test("there are never two sockets, whatever happens", async () => {
  const { world, end, devices } = await start();
  for (let i = 0; i < 30; i++) {
    await end.greet();
    if (i % 4 === 0) end.socket.end(1006);
    else if (i % 4 === 1) devices.disconnect();
    else if (i % 4 === 2) world.goodMoment();
    else end.socket.end(1000, "replaced");
    devices.takeOver();
    devices.connect();
    await world.pass(1_000);
    expect(world.alive).toBeLessThanOrEqual(1);
  }
});

test("a storage that may not be used, as in a private window, keeps nobody from signing in", async () => {
  const world = new World();
  const end = new DeviceEnd(world);
  const forbidden = () => Promise.reject(new Error("forbidden"));
  const devices = new Devices({ server: "http://here", around: world, storage: { list: forbidden, set: forbidden, delete: forbidden } });
  await devices.logIn({ user_handle: "ada", password: "secret", device_type: "web" });
  await end.greet();
  await devices.setDocument("notes", "n1", "milk");
  expect(devices.status.state).toBe("connected");
  expect(devices.sync.getSnapshot()).toMatchObject({ inStep: true, notKept: "Error: forbidden" });
});
