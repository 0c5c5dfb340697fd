import type { Location } from "@rollcall/client/meets";
import type { Bridge } from "../bridge.js";
import { field, form, h } from "./h.js";

const rules: readonly (readonly [text: string, isMet: (password: string) => boolean])[] = [
  ["10 characters", (password) => [...password].length >= 10],
  ["a capital letter", (password) => /\p{Lu}/u.test(password)],
  ["a small letter", (password) => /\p{Ll}/u.test(password)],
  ["a digit", (password) => /\p{Nd}/u.test(password)],
  ["another character", (password) => /[^\p{L}\p{Nd}]/u.test(password)],
];

/** Makes a live meet of what is in this browser: desks with priorities, and a password. */
export const makeForm = ({ session }: Bridge): HTMLFormElement => {
  const list = h("div", { style: "display:contents" });
  const add = (name: string, priority: number, director: boolean, isFirst = false): void => {
    const row = h(
      "div",
      { class: "location", style: "display:contents" },
      h("input", { "aria-label": isFirst ? "This desk's name" : "Desk's name", value: name, autocomplete: "off", "data-field": "name" }),
      h("input", { "aria-label": `Priority of ${name}`, type: "number", min: 0, max: 1000, value: priority, "data-field": "priority" }),
      h("input", { "aria-label": `${name} may direct`, type: "checkbox", class: "mid", checked: director, disabled: isFirst, "data-field": "director" }),
      isFirst ? h("span") : h("button", { class: "plain", type: "button", "aria-label": `Remove ${name}`, onclick: () => row.remove() }, "\u2715"),
    );
    list.append(row);
  };
  add("Head table", 10, true, true);
  add("Desk 2", 5, false);

  const met = rules.map(([text]) => h("li", {}, text));
  const look = (): void => rules.forEach(([, isMet], place) => met[place]!.classList.toggle("met", isMet(password.value)));
  const password = h("input", { name: "password", type: "password", autocomplete: "new-password", oninput: look });
  const shows = h("input", { type: "checkbox", onchange: () => (password.type = shows.checked ? "text" : "password") });
  const createKey = h("input", { name: "createKey", autocomplete: "off" });

  const make = async (): Promise<void> => {
    const locations = [...list.children].map(locationIn).filter(({ locationName }) => locationName !== "");
    const first = locationIn(list.children[0]!).locationName;
    if (first === "") throw new Error("This desk needs a name.");
    await session.make({ locationName: first, password: password.value, locations, ...(createKey.value === "" ? {} : { createKey: createKey.value }) });
    password.value = "";
    look();
  };
  return form(
    "Go live",
    make,
    h("p", { class: "soft" }, "The meet in this browser becomes one that several desks share. Each desk keeps working without the server and catches up by itself."),
    h("fieldset", { style: "border:0;padding:0;min-width:0" },
      h("legend", { class: "field", style: "margin-bottom:8px" }, h("span", { class: "name" }, "Desks"), h("span", { class: "hint" }, "If two desks change the same thing without knowing of each other, the higher priority stands. This desk is the first.")),
      h("div", { class: "grid" }, h("span", { class: "th" }, "Name"), h("span", { class: "th" }, "Priority"), h("span", { class: "th mid" }, "Director"), h("span"), list),
      h("button", { class: "plain", type: "button", style: "margin-top:6px", onclick: () => add(`Desk ${list.children.length + 1}`, 5, false) }, "+ Add a desk")),
    field("Password for all desks", password),
    h("label", { class: "row small soft", style: "margin-top:-8px" }, shows, "Show it"),
    h("ul", { class: "rules", "aria-label": "The password needs" }, ...met),
    h("details", {}, h("summary", {}, "The server asks for a key"), field("Key of the server's operator", createKey)),
  );
};

const locationIn = (row: Element): Location => {
  const input = (name: string): HTMLInputElement => row.querySelector(`[data-field=${name}]`)!;
  return { locationName: input("name").value.trim(), priority: Number(input("priority").value), director: input("director").checked };
};
