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
  page("/rooms/*?", () => import("../rooms/RoomsPage").then((m) => m.RoomsPage)),
  page("/devices", () => import("../devices/DevicesPage").then((m) => m.DevicesPage)),
  page("/account", () => import("./AccountPage").then((m) => m.AccountPage)),
];

/** What fills the whole window: displays. */
export const displays: readonly Way[] = [];
