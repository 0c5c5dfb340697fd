import { entryIdOf, entryName } from "./keys.js";

const quietMs = 300;
const windowMs = 1_000;
const many = 5;

export interface DeletionTerms {
  readonly page: Window;
  /** Deletes these objects for everyone. */
  readonly send: (names: readonly string[]) => void;
  /** Asks whether so many lifters are to go for everyone. */
  readonly confirm: (count: number) => Promise<boolean>;
  /** They stay: these objects are to be shown again. */
  readonly restore: (names: readonly string[]) => void;
}

/** Deletions wait a moment before they go out: reading a file of registrations deletes every lifter first, and that is asked about. */
export class Deletions {
  private readonly waiting = new Set<number>();
  private readonly asked = new Set<number>();
  private recent: number[] = [];
  private timer: number | undefined;

  constructor(private readonly terms: DeletionTerms) {}

  /** Whether that lifter is gone here and not for the others. */
  holds(id: number): boolean {
    return this.waiting.has(id) || this.asked.has(id);
  }

  /** How many lifters are gone here and not for the others. */
  get count(): number {
    return this.waiting.size + this.asked.size;
  }

  /** Lifters were deleted here. */
  deleted(names: readonly string[]): void {
    const { page } = this.terms;
    const now = page.performance.now();
    for (const name of names) {
      this.waiting.add(entryIdOf(name)!);
      this.recent.push(now);
    }

    page.clearTimeout(this.timer);
    this.timer = page.setTimeout(() => this.settle(), quietMs);
  }

  /** A lifter is there again, as where its deletion was taken back. */
  returned(id: number): void {
    this.waiting.delete(id);
    this.asked.delete(id);
  }

  /** No deletion is to wait any more: what nobody was asked about goes out. */
  flush(): void {
    this.terms.page.clearTimeout(this.timer);
    if (this.waiting.size > 0) this.settle();
  }

  clear(): void {
    this.terms.page.clearTimeout(this.timer);
    this.waiting.clear();
    this.asked.clear();
    this.recent = [];
  }

  private settle(): void {
    const ids = [...this.waiting];
    this.waiting.clear();
    const isMany = this.recent.some((at, place) => (this.recent[place + many - 1] ?? Infinity) - at <= windowMs);
    this.recent = this.recent.filter((at) => this.terms.page.performance.now() - at <= windowMs);
    if (isMany) void this.ask(ids);
    else this.terms.send(ids.map(entryName));
  }

  private async ask(ids: readonly number[]): Promise<void> {
    this.recent = [];
    for (const id of ids) this.asked.add(id);
    const isYes = await this.terms.confirm(ids.length);
    const names = ids.filter((id) => this.asked.delete(id)).map(entryName);
    if (isYes) this.terms.send(names);
    else this.terms.restore(names);
  }
}
