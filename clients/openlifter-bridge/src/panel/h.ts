type Value = string | number | boolean | undefined | ((event: never) => void);
export type Child = Node | string | false | null | undefined;

/** Makes an element: functions are listeners of `onclick` and the like, `true` is an attribute without a value, `false` and undefined are none. */
export const h = <Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: { readonly [name: string]: Value } = {}, ...children: readonly Child[]): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(attribute.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(attribute, "");
    else if (value !== false && value !== undefined) element.setAttribute(attribute, String(value));
  }

  element.append(...children.filter((child) => child !== false && child !== null && child !== undefined));
  return element;
};

/** A piece of the panel that is drawn again when what it shows has changed, and not otherwise: whatever is typed in it, and the focus, stay. */
export interface Part {
  readonly element: HTMLElement;
  update(): void;
}

/** @param look what is shown, as JSON.
 * @param draw draws it; elements that keep the focus over a change have the same `data-key`. */
export const part = <Model>(look: () => Model, draw: (model: Model) => readonly Child[], attributes: { readonly [name: string]: Value } = {}): Part => {
  const element = h("div", attributes);
  let shown: string | undefined;
  return {
    element,
    update: () => {
      const model = look();
      const text = JSON.stringify(model) ?? "";
      if (text === shown) return;
      shown = text;
      const key = (element.getRootNode() as ShadowRoot).activeElement?.getAttribute?.("data-key");
      element.replaceChildren(...draw(model).filter((child) => child !== false && child !== null && child !== undefined));
      if (key) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    },
  };
};

/** A labelled field. */
export const field = (label: string, input: HTMLElement, hint?: Child): HTMLElement => h("label", { class: "field" }, h("span", { class: "name" }, label), input, hint ? h("span", { class: "hint" }, hint) : null);

/** A form that is sent once at a time, and says under itself why it was refused. */
export const form = (button: string, send: () => Promise<unknown>, ...children: readonly Child[]): HTMLFormElement => {
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const go = h("button", { class: "main wide", type: "submit" }, button);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    trouble.hidden = true;
    send()
      .catch((why: unknown) => {
        trouble.textContent = why instanceof Error ? why.message : String(why);
        trouble.hidden = false;
      })
      .finally(() => (go.disabled = false));
  };
  return h("form", { onsubmit: submit, novalidate: true }, ...children, trouble, go);
};
