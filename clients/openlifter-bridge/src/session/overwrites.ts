import type { AppAction, AppState, AppStore } from "../app/shape.js";
import type { Questions } from "./questions.js";
import type { Session } from "./session.js";
import { counted, unsentInWords } from "./words.js";

export interface OverwriteTerms {
  readonly store: AppStore;
  readonly session: Session;
  readonly questions: Questions;
  /** How many changes made here have not reached the server. */
  readonly unsent: () => number;
}

/** New Meet and loading a file take the whole state at once. On a desk that is live that never goes out: the user says whether to leave the meet, or to replace it. */
export class Overwrites {
  private isAsking = false;

  constructor(private readonly terms: OverwriteTerms) {}

  /** The user's own action that takes a whole state. */
  async ask(action: AppAction): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      if (action.store === undefined || action.store.registration.entries.length === 0) await this.newMeet(action);
      else await this.load(action, action.store);
    } finally {
      this.isAsking = false;
    }
  }

  private async newMeet(action: AppAction): Promise<void> {
    const { questions } = this.terms;
    const answer = await questions.ask({
      title: "Leave the live meet?",
      text: `A new meet starts in this browser only. Meet ${this.meetId} goes on for the others, with everything in it.${unsentInWords(this.terms.unsent())}`,
      choices: [
        { id: "leave", label: "Leave and start a new meet", kind: "danger" },
        { id: "stay", label: "Stay in the meet" },
      ],
    });
    if (answer === "leave") await this.leaveFor(action);
  }

  private async load(action: AppAction, file: AppState): Promise<void> {
    const { questions, session } = this.terms;
    const lifters = counted(file.registration.entries.length, "lifter");
    const isDirector = session.desk?.role === "director";
    const answer = await questions.ask({
      title: "Load the file where?",
      text: `This desk is live in meet ${this.meetId}. The file has ${lifters}.${unsentInWords(this.terms.unsent())}${isDirector ? " Replacing makes the meet what the file says, for everyone: lifters it lacks are removed." : ""}`,
      choices: [
        { id: "leave", label: "Leave the meet and load it here", kind: "danger" },
        ...(isDirector ? [{ id: "replace", label: "Replace the meet for everyone", kind: "danger" as const }] : []),
        { id: "stay", label: "Cancel" },
      ],
    });
    if (answer === "leave") await this.leaveFor(action);
    else if (answer === "replace") await this.replace(file);
  }

  private async leaveFor(action: AppAction): Promise<void> {
    await this.terms.session.leave();
    this.terms.store.dispatch(action);
  }

  private async replace({ language, versions, meet, registration, lifting }: AppState): Promise<void> {
    const { questions, session } = this.terms;
    try {
      const { accepted, deleted } = await session.replace({ language, versions, meet, registration, lifting });
      questions.tell(`The meet is now what the file says: ${counted(accepted, "change")}, ${counted(deleted, "lifter")} removed.`);
    } catch (trouble) {
      questions.tell(`The meet was not replaced: ${trouble instanceof Error ? trouble.message : String(trouble)}`, true);
    }
  }

  private get meetId(): string {
    return this.terms.session.desk?.meetId ?? "";
  }
}
