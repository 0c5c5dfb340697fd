// @vitest-environment jsdom
import { StrictMode, act, createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { beforeEach, expect, test } from "vitest";
import { Devices } from "../../src/devices/index.js";
import { Watched } from "../../src/line/watched.js";
import { Desk } from "../../src/meets/index.js";
import { DevicesProvider, useDeviceHandler, useDevices, useDocuments, useEntry, useEntryIds, useObject, useWatched } from "../../src/react/index.js";
import { DeviceEnd } from "../support/devices/deviceEnd.js";
import { joined } from "../support/meets.js";
import { World, settle } from "../support/world.js";

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

const draw = (node: ReactNode) => {
  const place = document.createElement("div");
  const root = createRoot(place);
  act(() => root.render(createElement(StrictMode, null, node)));
  return { text: () => place.textContent, leave: () => act(() => root.unmount()) };
};

const start = async () => {
  const world = new World();
  const end = new DeviceEnd(world);
  const devices = new Devices({ server: "http://here", around: world });
  await devices.start();
  await end.greet();
  return { world, end, devices };
};

test("components share the page's one socket, also under strict mode, and are drawn again when it changes", async () => {
  const { world, end, devices } = await start();
  const Status = () => createElement("i", null, useDevices().status.state, " ");
  const page = draw(createElement(DevicesProvider, { devices }, createElement(Status), createElement(Status)));
  expect(page.text()).toBe("connected connected ");
  act(() => end.socket.end(1000, "replaced"));
  expect(page.text()).toBe("replaced replaced ");
  page.leave();
  expect(world.sockets).toHaveLength(1);
});

test("a handler that a component registered goes with it, and is always the latest one", async () => {
  const { end, devices } = await start();
  const heard: string[] = [];
  let count = 0;
  const Lamp = () => {
    const drawn = ++count;
    useDeviceHandler("lamp", (type) => heard.push(`${type} ${drawn === count}`));
    return createElement("i", null, useDocuments("notes").size);
  };
  const page = draw(createElement(DevicesProvider, { devices }, createElement(Lamp)));
  end.tell("lamp.on", null);
  act(() => end.push(end.set("n1", 1)));
  expect(page.text()).toBe("1");
  end.tell("lamp.off", null);
  page.leave();
  end.tell("lamp.on", null);
  expect(heard).toEqual(["lamp.on true", "lamp.off true"]);
});

test("a part of what a door shows draws a component again only when that part is another one", () => {
  const state = { a: 1, b: 1 };
  const door = new Watched(() => ({ ...state, list: [state.a] }));
  let drawn = 0;
  const part = (snapshot: { list: number[] }) => snapshot.list;
  const same = (one: number[], other: number[]) => one[0] === other[0];
  const Part = () => {
    drawn++;
    return createElement("i", null, useWatched(door, part, same)[0]);
  };
  const page = draw(createElement(Part));
  const before = drawn;
  act(() => {
    state.b = 2;
    door.tell();
  });
  expect([page.text(), drawn]).toEqual(["1", before]);
  act(() => {
    state.a = 2;
    door.tell();
  });
  expect(page.text()).toBe("2");
  page.leave();
});

test("a lifter's component is drawn again only when that lifter has changed", async () => {
  const world = new World();
  const desk = new Desk({ server: "http://here", around: world });
  void desk.join({ meetId: "482-913-057", password: "x", locationName: "Desk 2" });
  await settle();
  world.last.accept();
  world.last.tell({ type: "MeetJoined", payload: joined });
  const drawn: { [id: number]: number } = {};
  const Lifter = ({ id }: { id: number }) => {
    drawn[id] = (drawn[id] ?? 0) + 1;
    return createElement("i", null, String(useEntry(desk, id)?.["name"]), ";");
  };
  const List = () => createElement("div", null, String(useObject(desk, "meet.name")), ":", useEntryIds(desk).map((id) => createElement(Lifter, { key: id, id })));
  const page = draw(createElement(List));
  let [one, two] = [0, 0];
  act(() => {
    [one, two] = [desk.addEntry({ name: "Al" })!, desk.addEntry({ name: "Bo" })!];
    desk.set("meet.name", "Open");
  });
  expect(page.text()).toBe("Open:Al;Bo;");
  const before = drawn[two]!;
  act(() => void desk.set(`registration.entries[${one}].name`, "Cy"));
  expect([page.text(), drawn[two]]).toEqual(["Open:Cy;Bo;", before]);
  page.leave();
});

test("without a provider it says so", () => {
  const Alone = () => createElement("i", null, useDevices().status.state);
  expect(() => draw(createElement(Alone))).toThrow("DevicesProvider");
});
