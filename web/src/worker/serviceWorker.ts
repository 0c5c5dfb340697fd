/** Keeps the pages of one build in the browser, so that they open without a line. It keeps what the build is made of and nothing that a server says. */

/** What the build is made of, and a name that changes with any of it. Put in by the build (`web/keptPages.ts`). */
declare const __BUILD__: { readonly name: string; readonly files: readonly string[] };

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const prefix = "rollcall pages ";
const own = prefix + __BUILD__.name;
const files = new Set(__BUILD__.files);
const atOnce = 3;
const patienceMs = 2_000;

/** The addresses that the web app has pages at (`app/routes.tsx`). What else lies on this server, such as an operator's own sites, is none of the worker's business. */
const pages = /^\/(?:(?:meets|rooms)(?:\/.*)?|queue(?:\/(?:operator|screen))?|devices|server|account|board|scoreboard)?$/;

const pageAt = (path: string): string | undefined => (path === "/overlay" ? "/overlay" : pages.test(path) ? "/index.html" : undefined);

/** Puts one file into the build's store. One whose name says its content may come from wherever it lies already: a cut line costs what was under way, not what came before. */
const keep = async (store: Cache, file: string): Promise<void> => {
  const isHashed = file.startsWith("/assets/");
  if (isHashed && (await store.match(file)) !== undefined) return;
  const before = isHashed ? await caches.match(file) : undefined;
  const answer = before ?? (await fetch(file, { cache: isHashed ? "default" : "no-cache", priority: "low" }));
  if (!answer.ok || answer.redirected) throw new Error(`${file} answers ${answer.status}`);
  // The server may have got a newer build since it sent this worker. Half of one and half of the other would be no page.
  if (answer.headers.get("content-type")?.startsWith("text/html")) {
    const html = await answer.clone().text();
    for (const [named] of html.matchAll(/\/assets\/[^"]+/g)) if (!files.has(named)) throw new Error(`${file} is of another build`);
  }
  await store.put(file, answer);
};

const keepAll = async (): Promise<void> => {
  const store = await caches.open(own);
  const left = [...files];
  const some = async () => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) await keep(store, file);
  };
  await Promise.all(Array.from({ length: atOnce }, some));
};

/** Removes the builds that no tab runs any more. A tab holds a lock that is called like its main script for as long as it lives (`app/keepPages.ts`). */
const removeOld = async (): Promise<void> => {
  const { held = [] } = await worker.navigator.locks.query();
  const names = await caches.keys();
  // What a newer worker is putting down is not old.
  if (worker.registration.installing !== null || worker.registration.waiting !== null) return;
  for (const name of names) {
    if (!name.startsWith(prefix) || name === own) continue;
    const store = await caches.open(name);
    const runs = await Promise.all(held.map(async (lock) => lock.name !== undefined && (await store.match(lock.name)) !== undefined));
    if (!runs.includes(true)) await caches.delete(name);
  }
};

/** Goes for good where another application answers at this address now: an operator's own site in the place of our pages, or another program at the same port. */
const goIfReplaced = async (): Promise<void> => {
  const answer = await fetch("/sw.js", { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  const isGone = answer?.status === 404 || answer?.status === 410 || (answer?.ok === true && !/javascript/.test(answer.headers.get("content-type") ?? ""));
  if (!isGone) return removeOld();
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
  await worker.registration.unregister();
};

const kept = async (file: string): Promise<Response | undefined> => (await caches.open(own)).match(file, { ignoreVary: true });

/** The page as the server has it; as it was kept, where the server cannot be reached, is starting, or takes too long. */
const navigate = async (request: Request, file: string): Promise<Response> => {
  const fromServer = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs));
  const answer = await Promise.race([fromServer, late]).catch(() => undefined);
  if (answer !== undefined && answer.status < 500) return answer;
  return (await kept(file)) ?? fromServer;
};

/** A file whose name says its content: from whichever build has it, since a tab of an older build may ask for a part it did not need before. */
const asset = async (request: Request): Promise<Response> => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

worker.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim().then(removeOld)));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    const file = pageAt(pathname);
    if (file === undefined) return;
    event.respondWith(navigate(request, file));
    event.waitUntil(goIfReplaced());
  } else if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (files.has(pathname)) event.respondWith(kept(pathname).then((answer) => answer ?? fetch(request)));
});
