import type { Change, Keeping } from "./keeping.js";

/** Keeps change after change, in order; says what came of it. */
export class Keeper {
  private last: Promise<void> = Promise.resolve();
  private current: string | null = null;

  constructor(
    private readonly keeping: Keeping,
    /** It could not keep any more, or can again. */
    private readonly changed: () => void,
  ) {}

  /** Why the last change could not be kept; null if it could. */
  get trouble(): string | null {
    return this.current;
  }

  /** Resolves once everything up to now is kept, or could not be. */
  get done(): Promise<void> {
    return this.last;
  }

  keep(change: Change | undefined): void {
    if (change === undefined) return;
    this.last = this.last.then(() =>
      this.keeping.save(change).then(
        () => this.went(null),
        (trouble: unknown) => this.went(String(trouble)),
      ),
    );
  }

  private went(trouble: string | null): void {
    if (this.current === trouble) return;
    this.current = trouble;
    this.changed();
  }
}
