import type { Bridge } from "../bridge.js";
import { bar } from "./bar.js";
import { enterView } from "./enter.js";
import { h, part, type Part } from "./h.js";
import { liveView } from "./live.js";
import { notices } from "./notices.js";
import { questionView } from "./question.js";
import { standing } from "./standing.js";
import { style } from "./style.js";

/** "Live (Advanced)": what there is to see and do about the live meet, in a shadow root beside the application. */
export class Panel {
  private readonly host = document.createElement("rollcall-live");
  private readonly root = this.host.attachShadow({ mode: "open" });
  private readonly all = h("div", { class: "all" });
  private parts: Part[] = [];
  private isOpen = false;
  private isPlanned = false;

  constructor() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(this.all);
    // The application has keys of its own; what is typed here is none of its business.
    for (const name of ["keydown", "keyup", "keypress"]) this.host.addEventListener(name, (event) => event.stopPropagation());
    this.root.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.isOpen) this.open(false);
    });
  }

  /** There is no OpenLifter on this page. */
  nothingFound(): void {
    document.body.append(this.host);
    const note = h(
      "div",
      { class: "notices" },
      h("div", { class: "notice bad", role: "status" }, h("span", { class: "grow" }, "Live is not available: no OpenLifter was found on this page."), h("button", { class: "plain", "aria-label": "Close", onclick: () => note.remove() }, "\u2715")),
    );
    this.all.replaceChildren(note);
  }

  show(bridge: Bridge): void {
    document.body.append(this.host);
    const drawer = this.drawer(bridge);
    const tab = part(
      () => ({ ...standing(bridge), count: bridge.inbox.items.length, isOpen: this.isOpen }),
      ({ tone, word, count, isOpen }) => [
        h("button", { class: "tab", "data-key": "tab", "aria-expanded": String(isOpen), "aria-label": `Live: ${word}${count > 0 ? `, ${bridge.inbox.label}` : ""}`, title: word, hidden: isOpen, onclick: () => this.open(true) },
          h("span", { class: `dot ${tone}` }), "Live", count > 0 && h("span", { class: "badge" }, String(count))),
      ],
    );
    this.parts = [tab, drawer, bar(bridge, () => this.isOpen), notices(bridge.questions), questionView(bridge.questions)];
    this.all.replaceChildren(...this.parts.map(({ element }) => element));
    const changed = (): void => this.plan();
    for (const watched of [bridge.session, bridge.inbox, bridge.questions, bridge.store]) watched.subscribe(changed);
    this.update();
  }

  private drawer(bridge: Bridge): Part {
    const enter = enterView(bridge);
    const live = liveView(bridge);
    const title = part(
      () => standing(bridge),
      ({ tone }) => [h("span", { class: `dot ${tone}` }), h("h1", {}, "Live (Advanced)"), h("button", { class: "plain", "data-key": "close", "aria-label": "Close", onclick: () => this.open(false) }, "\u2715")],
      { class: "head" },
    );
    const body = h("div", { class: "body" }, enter.element, live.element);
    const element = h("aside", { class: "drawer", role: "dialog", "aria-label": "Live (Advanced)", hidden: true }, title.element, body);
    return {
      element,
      update: () => {
        element.hidden = !this.isOpen;
        if (!this.isOpen) return;
        for (const one of [title, enter, live]) one.update();
        enter.element.hidden = bridge.session.phase === "live";
        live.element.hidden = bridge.session.phase !== "live";
      },
    };
  }

  private open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.update();
    if (isOpen) this.root.querySelector(".body")?.scrollTo(0, 0);
    this.root.querySelector<HTMLElement>(isOpen ? "[data-key=close]" : "[data-key=tab]")?.focus();
  }

  /** Many changes at once are drawn once; a page that is not shown has no frames. */
  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    setTimeout(() => {
      this.isPlanned = false;
      this.update();
    }, 30);
  }

  private update(): void {
    for (const one of this.parts) one.update();
  }
}
