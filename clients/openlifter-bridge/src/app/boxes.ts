const textual = new Set(["text", "number", "search", "tel", "email", "url", "date", "time", "month", "week", "datetime-local"]);
const comings = new Set(["focusout", "blur", "change", "keydown", "keypress", "keyup"]);

/** Whether an element is a box one types into. The search part of a list to choose from is not one: there the choice counts, not the typing. */
const isBox = (element: EventTarget | null): element is HTMLInputElement | HTMLTextAreaElement => {
  if (element instanceof HTMLTextAreaElement) return true;
  if (!(element instanceof HTMLInputElement) || !textual.has(element.type)) return false;
  return element.getAttribute("role") !== "combobox" && !element.hasAttribute("aria-autocomplete");
};

/** Knows in which boxes somebody has typed what is not said yet.
 *
 * OpenLifter's boxes keep the value they were first drawn with and say it again when they are left, so that what another desk entered meanwhile would be
 * overwritten by what nobody typed. Focus, clicks and keys that change nothing are not typing; an `input` event is. What was typed counts until the box is left:
 * by then it has been said. */
export class Boxes {
  private readonly typed = new WeakMap<EventTarget, number>();
  private inputs = 0;

  /** @param page its events are looked at before the application sees them.
   * @param left called after something was left and the application has dealt with it. */
  constructor(
    private readonly page: Window,
    left: () => void,
  ) {
    page.addEventListener("input", ({ target }) => target !== null && this.typed.set(target, ++this.inputs), true);
    page.addEventListener(
      "focusout",
      ({ target }) => {
        const until = this.inputs;
        page.setTimeout(() => {
          if (target !== null && (this.typed.get(target) ?? 0) <= until) this.typed.delete(target);
          left();
        });
      },
      true,
    );
  }

  /** Whether what happens just now comes from a box into which nobody typed. */
  get isNothingTyped(): boolean {
    // The one place where the current event can be had without the application's help; deprecated, and in every browser.
    const event = this.page.event;
    return event !== undefined && comings.has(event.type) && isBox(event.target) && !this.typed.has(event.target);
  }
}
