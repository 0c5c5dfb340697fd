import { hook } from "./app/hook.js";
import { Bridge } from "./bridge.js";
import { Panel } from "./panel/panel.js";

const patienceMs = 10_000;

const whenDrawn = (call: () => void): void => {
  if (document.body !== null) call();
  else document.addEventListener("DOMContentLoaded", call, { once: true });
};

// The server is where this script came from; the page itself may be served from elsewhere.
const source = document.currentScript instanceof HTMLScriptElement && document.currentScript.src !== "" ? document.currentScript.src : location.href;
const server = new URL(source).origin;

const panel = new Panel();
const patience = setTimeout(() => {
  console.warn("Rollcall: no OpenLifter store appeared on this page; the live bridge does nothing.");
  whenDrawn(() => panel.nothingFound());
}, patienceMs);

hook(window, (store) => {
  clearTimeout(patience);
  const bridge = new Bridge(server, store, window);
  whenDrawn(() => panel.show(bridge));
  return bridge;
});
