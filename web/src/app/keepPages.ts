/** How long after its load a page has the line to itself: its own parts and its first words with the server come first. */
const pauseMs = 2_000;

/** Has the pages kept in this browser, so that they open without a line. Begins when the page is there and has nothing more to do. */
export const keepPages = (): void => {
  // Over plain http browsers offer this for localhost alone.
  if (!import.meta.env.PROD || !isSecureContext || !("serviceWorker" in navigator)) return;
  // Says for as long as this tab lives that it runs this build, whose files are kept until then.
  const script = new URL(import.meta.url).pathname;
  void navigator.locks.request(script, { mode: "shared" }, () => new Promise<never>(() => undefined));
  const begin = () => {
    // Where the browser or the server does not want it, the pages work as they do without.
    navigator.serviceWorker.register("/sw.js").catch((trouble: unknown) => console.info("The pages are not kept for times without a line.", trouble));
  };
  const whenIdle = () => setTimeout(() => ("requestIdleCallback" in globalThis ? requestIdleCallback(begin, { timeout: 10_000 }) : begin()), pauseMs);
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle, { once: true });
};
