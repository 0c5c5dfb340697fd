import type { Finding, Published } from "@rollcall/client/meets";
import type { Bridge } from "../bridge.js";
import { counted } from "../session/words.js";
import { field, h, part, type Part } from "./h.js";

/** For directors: what there is to say against the results file, and closing the meet by publishing it. */
export const publishView = ({ session, questions }: Bridge): Part => {
  const email = h("input", { type: "email", name: "email", placeholder: "director@example.org", autocomplete: "email" });
  const answer = h("div", { role: "status", style: "display:flex;flex-direction:column;gap:10px" });
  let meet: string | undefined;
  const run = async (dryRun: boolean): Promise<void> => {
    check.disabled = close.disabled = true;
    try {
      const published = await session.desk!.publish({ returnEmail: email.value.trim(), dryRun });
      answer.replaceChildren(...told(published));
      close.hidden = !dryRun;
    } catch (why) {
      answer.replaceChildren(h("p", { class: "trouble", role: "alert" }, why instanceof Error ? why.message : String(why)));
    } finally {
      check.disabled = close.disabled = false;
    }
  };
  const publish = async (): Promise<void> => {
    const choice = await questions.ask({
      title: "Publish and close the meet?",
      text: `The results are filed for OpenPowerlifting with ${email.value.trim()} as the return address. The meet is closed for all desks; it cannot be opened again.`,
      choices: [
        { id: "publish", label: "Publish and close", kind: "danger" },
        { id: "cancel", label: "Not yet" },
      ],
    });
    if (choice === "publish") await run(false);
  };
  const check = h("button", { onclick: () => void run(true) }, "Check the results");
  const close = h("button", { class: "danger", hidden: true, onclick: () => void publish() }, "Publish and close\u2026");
  const section = h("section", { class: "publish", style: "display:flex;flex-direction:column;gap:10px" },
    h("h2", { style: "margin:0" }, "Publish"),
    h("p", { class: "small soft" }, "Checking changes nothing and sends nothing. Findings never stop you; you decide."),
    field("Return address", email), h("div", { class: "row" }, check, close), answer);
  const shown = part(() => session.desk?.role === "director", (isDirector) => [isDirector && section], { class: "part" });
  return {
    element: shown.element,
    update: () => {
      if (session.desk?.meetId !== meet) {
        meet = session.desk?.meetId;
        answer.replaceChildren();
        close.hidden = true;
      }

      shown.update();
    },
  };
};

const told = ({ dryRun, findings, csvSource, delivery, differenceCount }: Published): HTMLElement[] => [
  dryRun
    ? h("p", { class: findings.length === 0 ? "fine" : "soft" }, findings.length === 0 ? "Nothing to say against it." : `${counted(findings.length, "finding")}:`)
    : h("p", { class: "fine" }, `Published. ${delivery === null ? "" : delivery.state === "outbox" ? "The e-mail lies in the server's outbox." : `Delivery: ${delivery.state}.`}`),
  h("div", {}, ...grouped(findings).map(groupOf)),
  h("p", { class: "small soft" }, csvSource === "client" ? `The file is this desk's own.${differenceCount > 0 ? ` ${counted(differenceCount, "line")} differ.` : ""}` : "The file is made by the server from what all desks entered."),
];

/** Findings of one kind, those that would be refused first. */
const grouped = (findings: readonly Finding[]): readonly (readonly Finding[])[] =>
  [...Map.groupBy(findings, ({ code }) => code).values()].sort(([one], [other]) => (one!.severity < other!.severity ? -1 : one!.severity > other!.severity ? 1 : 0));

const most = 3;

/** Many of one kind, such as attempts without a decision before the meet has begun, are folded. */
const groupOf = (findings: readonly Finding[]): HTMLElement =>
  findings.length <= most
    ? h("div", { style: "margin-bottom:5px" }, ...findings.map(findingOf))
    : h("div", {}, findingOf(findings[0]!), h("details", { style: "margin:6px 0 8px" }, h("summary", { class: "small" }, `${findings.length - 1} more like it`), ...findings.slice(1).map(findingOf)));

const findingOf = ({ severity, message, line, column }: Finding): HTMLElement =>
  h("p", { class: `finding ${severity === "error" ? "error" : ""}` }, h("b", {}, severity === "error" ? "Would be refused: " : "Worth a look: "), message, line !== null && h("span", { class: "soft" }, ` Line ${line}${column === null ? "" : `, ${column}`}.`));
