/** Runs in the page: lets tests reach the application's store under `application`, although it shows it to nobody. */
export const showStore = (): void => {
  const find = (): unknown => {
    const root = document.getElementById("root") as any;
    const container = Object.keys(root ?? {}).find((name) => name.startsWith("__reactContainer$"));
    let fiber = root?._reactRootContainer?._internalRoot?.current ?? (container && root[container]);
    for (; fiber; fiber = fiber.child) if (fiber.memoizedProps?.store?.getState) return fiber.memoizedProps.store;
    return undefined;
  };
  Object.defineProperty(globalThis, "application", { get: find });
};
