/** Runs in the page: lets tests reach the application's store under `standin`, also that of an application which shows it to nobody. */
export const showStore = (): void => {
  const page = globalThis as any;
  let given: unknown;
  const find = (): unknown => {
    const root = document.getElementById("root") as any;
    const container = Object.keys(root ?? {}).find((name) => name.startsWith("__reactContainer$"));
    let fiber = root?._reactRootContainer?._internalRoot?.current ?? (container && root[container]);
    for (; fiber; fiber = fiber.child) if (fiber.memoizedProps?.store?.getState) return { store: fiber.memoizedProps.store };
    return undefined;
  };
  Object.defineProperty(page, "standin", { get: () => given ?? find(), set: (value) => (given = value) });
};
