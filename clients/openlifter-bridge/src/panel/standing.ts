import type { Bridge } from "../bridge.js";
import { counted } from "../session/words.js";

/** How things stand in one word, for the tab, the panel's head and the bar. */
export interface Standing {
  readonly tone: "good" | "wait" | "bad" | "";
  readonly word: string;
  /** What is worth a bar over the page; null where nothing is. */
  readonly bar: string | null;
}

export const standing = ({ session }: Bridge): Standing => {
  switch (session.phase) {
    case "apart":
      return { tone: "", word: "Not live", bar: null };
    case "starting":
    case "entering":
      return { tone: "wait", word: "Getting ready", bar: null };
    case "elsewhere":
      return { tone: "bad", word: "Live in another tab", bar: "The meet is live in another tab of this browser. What is changed in this one stays here." };
    case "live":
      break;
  }

  const { line, pending, inStep, needs, notice, finished, notKept } = session.desk!.getSnapshot();
  const kept = pending > 0 ? ` ${counted(pending, "change")} ${pending === 1 ? "is" : "are"} kept here and will be sent.` : " What you do is kept here and will be sent.";
  if (finished) return { tone: "bad", word: "Closed: the results are published", bar: "This meet is closed. What is changed now stays in this browser." };
  if (notKept !== null) return { tone: "bad", word: "This browser cannot keep changes", bar: "This browser cannot keep changes over a reload. Do not close this page before all is sent." };
  if (needs === "password") return { tone: "bad", word: "The password is needed again", bar: `This desk's session has ended. Open Live and enter the password.${kept}` };
  if (line.state === "ended") return { tone: "bad", word: "The server ended the connection", bar: `The server ended the connection. Open Live to join again.${kept}` };
  if (line.state !== "connected") return { tone: "wait", word: "No contact with the server", bar: `No contact with the server. Go on as usual.${kept}` };
  if (notice !== null) return { tone: "wait", word: notice, bar: `${notice}${kept}` };
  if (!inStep) return { tone: "wait", word: pending > 0 ? `Sending ${counted(pending, "change")}` : "Not in step yet", bar: null };
  return { tone: "good", word: "In step with all desks", bar: null };
};
