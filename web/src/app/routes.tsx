import { lazy, type ComponentType } from "react";

interface Way {
  /** An address, or with `/*?` at its end all below it. */
  readonly path: string;
  readonly Page: ComponentType;
}

const page = (path: string, load: () => Promise<ComponentType>): Way => ({ path, Page: lazy(async () => ({ default: await load() })) });

/** The pages in the shell. Each application is fetched when somebody goes there. */
export const pages: readonly Way[] = [
  page("/", () => import("../home/Home").then((m) => m.Home)),
  page("/meets", () => import("../meets/front/MeetsPage").then((m) => m.MeetsPage)),
  page("/meets/new", () => import("../meets/front/MakeLive").then((m) => m.MakeLive)),
  page("/meets/join", () => import("../meets/front/JoinPage").then((m) => m.JoinPage)),
  page("/meets/display", () => import("../displays/SetUpPage").then((m) => m.SetUpPage)),
  page("/meets/:id/*?", () => import("../meets/desk/DeskPage").then((m) => m.DeskPage)),
  page("/queue", () => import("../queue/CallerPage").then((m) => m.CallerPage)),
  page("/queue/operator", () => import("../queue/OperatorPage").then((m) => m.OperatorPage)),
  page("/rooms/*?", () => import("../rooms/RoomsPage").then((m) => m.RoomsPage)),
  page("/devices", () => import("../devices/DevicesPage").then((m) => m.DevicesPage)),
  // `/status` is the queue's page for frames, which older sites show.
  page("/server", () => import("../status/StatusPage").then((m) => m.StatusPage)),
  page("/account", () => import("./AccountPage").then((m) => m.AccountPage)),
];

/** What fills the whole window: displays, and what a referee holds in the hand. */
export const displays: readonly Way[] = [
  page("/board", () => import("../displays/BoardPage").then((m) => m.BoardPage)),
  page("/scoreboard", () => import("../displays/ScoreboardPage").then((m) => m.ScoreboardPage)),
  page("/meets/:id/referee/:side", () => import("../meets/referee/RefereePage").then((m) => m.RefereePage)),
  page("/queue/screen", () => import("../queue/ScreenPage").then((m) => m.ScreenPage)),
];
