// @vitest-environment jsdom
import { createApp, defineComponent, h, nextTick } from "vue";
import { expect, test } from "vitest";
import { Devices } from "../../src/devices/index.js";
import { Desk } from "../../src/meets/index.js";
import { useDevices, useEntries, useWatched } from "../../src/vue/index.js";
import { DeviceEnd } from "../support/devices/deviceEnd.js";
import { joined } from "../support/meets.js";
import { World, settle } from "../support/world.js";

const mount = (component: ReturnType<typeof defineComponent>) => {
  const place = document.createElement("div");
  const app = createApp(component);
  app.mount(place);
  return { text: () => place.textContent, leave: () => app.unmount() };
};

test("the composable's refs follow the device, and what a component registered goes with it", async () => {
  const world = new World();
  const end = new DeviceEnd(world);
  const devices = new Devices({ server: "http://here", around: world });
  await devices.start();
  const heard: string[] = [];
  const Page = defineComponent(() => {
    const { status, deviceId, documents, register } = useDevices(devices);
    register("lamp", (type) => heard.push(type));
    return () => h("i", `${status.value.state} ${deviceId.value} ${documents.value.get("notes")?.size ?? 0}`);
  });
  const page = mount(Page);
  expect(page.text()).toBe("connecting 7 0");
  await end.greet();
  end.push(end.set("n1", 1));
  await nextTick();
  expect(page.text()).toBe("connected 7 1");
  end.tell("lamp.on", null);
  page.leave();
  end.tell("lamp.off", null);
  expect(heard).toEqual(["lamp.on"]);
});

test("lifters come as a ref in which only what changed is another object", async () => {
  const world = new World();
  const desk = new Desk({ server: "http://here", around: world });
  void desk.join({ meetId: "482-913-057", password: "x", locationName: "Desk 2" });
  await settle();
  world.last.accept();
  world.last.tell({ type: "MeetJoined", payload: joined });
  const [one, two] = [desk.addEntry({ name: "Al" })!, desk.addEntry({ name: "Bo" })!];
  const seen: unknown[] = [];
  const Page = defineComponent(() => {
    const entries = useEntries(desk);
    const status = useWatched(desk);
    return () => {
      seen.push(entries.value.get(two));
      return h("i", `${[...entries.value.values()].map((entry) => String(entry["name"])).join()} ${status.value.pending}`);
    };
  });
  const page = mount(Page);
  expect(page.text()).toBe("Al,Bo 2");
  desk.set(`registration.entries[${one}].name`, "Cy");
  await nextTick();
  expect(page.text()).toBe("Cy,Bo 3");
  expect(new Set(seen).size).toBe(1);
  page.leave();
});
