import { Watched } from "@rollcall/client";

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** `danger` for what cannot be undone, `main` for what most will want. */
  readonly kind?: "main" | "danger";
}

export interface Question {
  readonly title: string;
  readonly text: string;
  /** The last one is what Escape means: nothing happens. */
  readonly choices: readonly Choice[];
}

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isBad: boolean;
}

const mostNotices = 4;

/** What the bridge asks the user, one question at a time, and what it tells. */
export class Questions {
  private readonly watched = new Watched(() => ({}));
  private readonly waiting: { readonly question: Question; readonly answer: (id: string) => void }[] = [];
  private told: Notice[] = [];
  private count = 0;

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  get current(): Question | undefined {
    return this.waiting[0]?.question;
  }

  get notices(): readonly Notice[] {
    return this.told;
  }

  /** Asks; resolves with the id of the choice. */
  ask(question: Question): Promise<string> {
    return new Promise((answer) => {
      this.waiting.push({ question, answer });
      this.watched.tell();
    });
  }

  answer(id: string): void {
    const asked = this.waiting.shift();
    this.watched.tell();
    asked?.answer(id);
  }

  /** Tells something that needs no answer. */
  tell(text: string, isBad = false): void {
    if (this.told.some((one) => one.text === text)) return;
    this.told = [...this.told, { id: ++this.count, text, isBad }].slice(-mostNotices);
    this.watched.tell();
  }

  dismiss(id: number): void {
    this.told = this.told.filter((one) => one.id !== id);
    this.watched.tell();
  }
}
