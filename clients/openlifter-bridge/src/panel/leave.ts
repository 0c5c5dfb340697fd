import type { Bridge } from "../bridge.js";
import { unsentInWords } from "../session/words.js";
import { field, form, h, part, type Part } from "./h.js";

/** Leaves the meet: the copy in this browser stays, and is not live any more. */
export const leaveView = (bridge: Bridge): Part =>
  part(
    () => bridge.session.desk?.meetId,
    (meetId) => {
      const { session, questions } = bridge;
      const leave = async (): Promise<void> => {
        const choice = await questions.ask({
          title: "Leave the live meet?",
          text: `Meet ${meetId ?? ""} goes on for the others. What this browser holds stays here as a copy of its own.${unsentInWords(bridge.unsent)}`,
          choices: [
            { id: "leave", label: "Leave", kind: "danger" },
            { id: "stay", label: "Stay" },
          ],
        });
        if (choice === "leave") await session.leave();
      };
      return [h("section", {}, h("button", { class: "danger wide leave", "data-key": "leave", onclick: () => void leave() }, "Leave this meet\u2026"))];
    },
    { class: "part" },
  );

/** Asks for the password again: the session has ended, or the lifter numbers of this desk are used up. */
export const passwordView = ({ session }: Bridge): Part =>
  part(
    () => {
      const desk = session.desk;
      if (desk === undefined) return null;
      const { needs, line } = desk.getSnapshot();
      if (needs === "password" || line.state === "ended") return "The session of this desk has ended. Nothing is lost: enter the password, and it goes on where it was.";
      return desk.freeEntryIds === null && desk.meetId !== undefined ? "All lifter numbers of this desk are used. Enter the password to join again and get more." : null;
    },
    (why) => {
      if (why === null) return [];
      const password = h("input", { type: "password", name: "again", autocomplete: "off", "data-key": "again" });
      return [h("section", {}, form("Join again", () => session.rejoin(password.value), h("p", { class: "finding" }, why), field("Password", password)))];
    },
    { class: "part" },
  );
