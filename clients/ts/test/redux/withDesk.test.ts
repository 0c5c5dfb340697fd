import { configureStore, createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { createStore } from "redux";
import { expect, test } from "vitest";
import { Watched } from "../../src/line/watched.js";
import { Desk, type Json } from "../../src/meets/index.js";
import { following, withDesk, type DeskMapping } from "../../src/redux/index.js";
import { joined, set } from "../support/meets.js";
import { World, settle } from "../support/world.js";

interface State {
  readonly name: string;
  readonly lifters: { readonly [id: number]: { readonly [field: string]: Json } };
}

const meet = createSlice({
  name: "meet",
  initialState: { name: "", lifters: {} } as State,
  reducers: {
    named: (state, { payload }: PayloadAction<string>) => ({ ...state, name: payload }),
    added: (state, { payload }: PayloadAction<{ id: number; name: string }>) => ({ ...state, lifters: { ...state.lifters, [payload.id]: payload } }),
    renamed: (state, { payload }: PayloadAction<{ id: number; name: string }>) => ({ ...state, lifters: { ...state.lifters, [payload.id]: { ...state.lifters[payload.id], name: payload.name } } }),
    removed: (state, { payload }: PayloadAction<number>) => ({ ...state, lifters: Object.fromEntries(Object.entries(state.lifters).filter(([id]) => Number(id) !== payload)) }),
    arrived: (state, { payload }: PayloadAction<{ name?: string; lifters: { [id: number]: { [field: string]: Json } | null } }>) => ({
      name: payload.name ?? state.name,
      lifters: Object.fromEntries(Object.entries({ ...state.lifters, ...payload.lifters }).filter(([, lifter]) => lifter !== null)) as State["lifters"],
    }),
  },
});
const { named, added, renamed, removed, arrived } = meet.actions;

const mapping: DeskMapping<State, ReturnType<typeof arrived>> = {
  objects: (state) => new Map<string, Json>([["meet.name", state.name], ...Object.entries(state.lifters).map(([id, lifter]) => [`registration.entries[${id}]`, lifter as Json] as const)]),
  arrived: (objects) => {
    const lifters: { [id: number]: { [field: string]: Json } | null } = {};
    for (const [name, value] of objects) {
      const id = /^registration\.entries\[(\d+)\]$/.exec(name)?.[1];
      if (id !== undefined) lifters[Number(id)] = (value as { [field: string]: Json } | undefined) ?? null;
    }

    return arrived(objects.has("meet.name") ? { name: String(objects.get("meet.name") ?? ""), lifters } : { lifters });
  },
};

const start = async () => {
  const world = new World();
  const desk = new Desk({ server: "http://here", around: world });
  void desk.join({ meetId: "482-913-057", password: "x", locationName: "Desk 2" });
  await settle();
  world.last.accept();
  world.last.tell({ type: "MeetJoined", payload: joined });
  await settle();
  const page = (updatesRelayed: unknown[], lastServerSeq: number) => world.last.tell({ type: "ServerPull", payload: { epoch: "e1", updatesRelayed, lastServerSeq, headServerSeq: lastServerSeq, more: false, resync: false, finished: false } });
  const relay = (...items: ReturnType<typeof set>[]) => world.last.tell({ type: "UpdateRelay", payload: { epoch: "e1", updatesRelayed: items, lastServerSeq: items.at(-1)!.serverSeqNum } });
  const said = async () => {
    await settle();
    return world.last.said.filter((one) => (one as { type: string }).type === "UpdateInit").flatMap((one) => (one as { payload: { updates: { updateKey: string; updateValue?: Json; delete?: true }[] } }).payload.updates.map((update) => [update.updateKey, update.delete ?? update.updateValue]));
  };
  return { world, desk, page, relay, said };
};

test("what an action changes goes to the meet as the smallest edits", async () => {
  const { desk, page, said } = await start();
  page([], 0);
  const store = configureStore({ reducer: meet.reducer, enhancers: (usual) => usual().concat(withDesk(desk, mapping)) });
  store.dispatch(named("Open"));
  store.dispatch(added({ id: 10_000, name: "Al" }));
  store.dispatch(renamed({ id: 10_000, name: "Bo" }));
  store.dispatch(removed(10_000));
  store.dispatch({ type: "nothing to do with it" });
  expect(await said()).toEqual([
    ["meet.name", "Open"],
    ["registration.entries[10000]", { id: 10_000, name: "Al" }],
    ["registration.entries[10000].name", "Bo"],
    ["registration.entries[10000]", true],
  ]);
});

test("what others change comes in as an action, and does not go back", async () => {
  const { desk, page, relay, said } = await start();
  page([set(1, "meet.name", "Theirs"), set(2, "registration.entries[7]", { id: 7, name: "Al" })], 2);
  const store = configureStore({ reducer: meet.reducer, enhancers: (usual) => usual().concat(withDesk(desk, mapping)) });
  expect(store.getState()).toEqual({ name: "Theirs", lifters: { 7: { id: 7, name: "Al" } } });
  relay(set(3, "registration.entries[7].name", "Bo"));
  expect(store.getState().lifters[7]).toEqual({ id: 7, name: "Bo" });
  expect(await said()).toEqual([]);
});

test("what a reducer leaves out of what arrived is not taken for an edit", async () => {
  const { desk, page, relay, said } = await start();
  page([], 0);
  const forgetful = (state = { name: "" }, action: { type: string }) => (arrived.match(action) ? { name: (action.payload.name ?? state.name).slice(0, 3) } : named.match(action) ? { name: action.payload } : state);
  const store = createStore(forgetful, withDesk<{ name: string }, ReturnType<typeof arrived>>(desk, { objects: (state) => new Map([["meet.name", state.name]]), arrived: mapping.arrived }));
  relay(set(1, "meet.name", "Spring Open"));
  expect(store.getState()).toEqual({ name: "Spr" });
  expect(await said()).toEqual([]);
  store.dispatch(named("Autumn"));
  expect(await said()).toEqual([["meet.name", "Autumn"]]);
});

test("what a listener does about what arrived is an edit", async () => {
  const { desk, page, relay, said } = await start();
  page([], 0);
  const store = createStore(meet.reducer, withDesk<State, ReturnType<typeof arrived>>(desk, mapping));
  store.subscribe(() => {
    if (store.getState().name === "bad name") store.dispatch(named("Good Name"));
  });
  relay(set(1, "meet.name", "bad name"));
  expect(store.getState().name).toBe("Good Name");
  expect(await said()).toEqual([["meet.name", "Good Name"]]);
});

test("an edit that lost gives way in the store to what stands", async () => {
  const { world, desk, page } = await start();
  page([set(1, "meet.name", "Open")], 1);
  const store = configureStore({ reducer: meet.reducer, enhancers: (usual) => usual().concat(withDesk(desk, mapping)) });
  store.dispatch(named("Mine"));
  await settle();
  const standing = { updateValue: "Theirs", serverSeqNum: 2, priority: 10, locationName: "Head table", authorId: "other" };
  world.last.tell({ type: "UpdateRelay", payload: { epoch: "e1", updatesRelayed: [set(2, "meet.name", "Theirs")], lastServerSeq: 2 } });
  expect(store.getState().name).toBe("Mine");
  world.last.tell({ type: "UpdateRejected", payload: { updatesRejected: [{ localSeqNum: 1, conflict: true, code: "CONFLICT", reason: "first", standing }], lastServerSeq: 2 } });
  expect(store.getState().name).toBe("Theirs");
});

test("any door can be followed by a store", () => {
  let shown = 1;
  const door = new Watched(() => shown);
  const store = createStore((state: number | undefined, action: { type: string; payload?: number }) => (action.type === "shown" ? action.payload! : (state ?? 0)), following(door, (payload) => ({ type: "shown", payload })));
  expect(store.getState()).toBe(1);
  shown = 2;
  door.tell();
  expect(store.getState()).toBe(2);
});
