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
  page("/meets/:id/*?", () => import("../meets/desk/DeskPage").then((m) => m.DeskPage)),
  page("/account", () => import("./AccountPage").then((m) => m.AccountPage)),
];

/** What fills the whole window: displays. */
export const displays: readonly Way[] = [page("/meets/:id/referee/:side", () => import("../meets/referee/RefereePage").then((m) => m.RefereePage))];
