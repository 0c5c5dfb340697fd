import type { Bridge } from "../bridge.js";
import { counted } from "../session/words.js";
import { field, form, h } from "./h.js";

/** Joins a meet that another desk made. What is in this browser gives way, so that is asked about first. */
export const joinForm = (bridge: Bridge): HTMLFormElement => {
  const meetId = h("input", { name: "meetId", placeholder: "482-913-057", autocomplete: "off", inputmode: "numeric", required: true });
  const locationName = h("input", { name: "location", placeholder: "Desk 2", autocomplete: "off", required: true });
  const password = h("input", { name: "password", type: "password", autocomplete: "off", required: true });
  const join = async (): Promise<void> => {
    if (meetId.value.trim() === "" || locationName.value.trim() === "" || password.value === "") throw new Error("Meet number, this desk's name and the password are all needed.");
    if (!(await mayReplace(bridge))) return;
    await bridge.session.join({ meetId: meetId.value.trim(), locationName: locationName.value.trim(), password: password.value });
    password.value = "";
  };
  return form(
    "Join",
    join,
    h("p", { class: "soft" }, "Another desk has made its meet live. Its number and password are with the director."),
    field("Meet number", meetId),
    field("This desk's name", locationName, "As the director listed it."),
    field("Password", password),
  );
};

const mayReplace = async ({ store, questions }: Bridge): Promise<boolean> => {
  const { meet, registration } = store.getState();
  const name = typeof meet["name"] === "string" ? meet["name"] : "";
  if (registration.entries.length === 0 && name === "") return true;
  const answer = await questions.ask({
    title: "Replace what is in this browser?",
    text: `This browser holds ${name === "" ? "a meet without a name" : `"${name}"`} with ${counted(registration.entries.length, "lifter")}. Joining replaces it here by the live meet. If you still need it, cancel and save it to a file first.`,
    choices: [
      { id: "replace", label: "Replace and join", kind: "danger" },
      { id: "cancel", label: "Cancel" },
    ],
  });
  return answer === "replace";
};
