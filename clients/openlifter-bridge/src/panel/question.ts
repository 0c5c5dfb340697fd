import type { Questions } from "../session/questions.js";
import { h, part, type Part } from "./h.js";

/** The question that waits for an answer, over everything. The focus stays in it and goes back to where it was; Escape means the last choice: nothing happens. */
export const questionView = (questions: Questions): Part => {
  let cameFrom: HTMLElement | null = null;
  const inner = part(
    () => questions.current ?? null,
    (question) => {
      if (question === null) return [];
      const { title, text, choices } = question;
      const keys = (event: KeyboardEvent): void => {
        if (event.key === "Escape") {
          event.stopPropagation();
          questions.answer(choices.at(-1)!.id);
        } else if (event.key === "Tab") {
          const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
          const at = buttons.indexOf((event.target as Node).getRootNode() instanceof ShadowRoot ? (event.target as HTMLButtonElement) : buttons[0]!);
          event.preventDefault();
          buttons[(at + (event.shiftKey ? -1 : 1) + buttons.length) % buttons.length]!.focus();
        }
      };
      const buttons = choices.map(({ id, label, kind }) => h("button", { class: kind ?? "", "data-choice": id, onclick: () => questions.answer(id) }, label));
      return [
        h("div", { class: "veil" },
          h("div", { class: "question", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "asked", "aria-describedby": "told", onkeydown: keys },
            h("h1", { id: "asked" }, title), h("p", { id: "told", class: "soft" }, text), h("div", { class: "choices" }, ...buttons))),
      ];
    },
  );
  return {
    element: inner.element,
    update: () => {
      const wasOpen = inner.element.hasChildNodes();
      if (!wasOpen && questions.current !== undefined) cameFrom = document.activeElement as HTMLElement | null;
      inner.update();
      const isOpen = inner.element.hasChildNodes();
      if (isOpen && !inner.element.contains((inner.element.getRootNode() as ShadowRoot).activeElement)) inner.element.querySelector<HTMLElement>(".choices button:last-child")?.focus();
      if (wasOpen && !isOpen && cameFrom?.isConnected) cameFrom.focus();
    },
  };
};
