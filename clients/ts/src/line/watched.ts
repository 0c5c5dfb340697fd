/** Something whose present state can be looked at, and that says when it has changed; what React, Vue and Redux all can use. */
export interface Watchable<Snapshot> {
  /** Calls back after every change. The answer takes it back. */
  readonly subscribe: (changed: () => void) => () => void;
  /** The present state; the same object until something has changed. */
  readonly getSnapshot: () => Snapshot;
}

/** Keeps a snapshot until it is told that it is out of date, and then tells whoever listens.
 * The functions may be handed around without their object. */
export class Watched<Snapshot> implements Watchable<Snapshot> {
  private readonly listeners = new Set<() => void>();
  private current: { readonly snapshot: Snapshot } | undefined;

  /** @param look makes a snapshot; asked at most once per change. */
  constructor(private readonly look: () => Snapshot) {}

  readonly subscribe = (changed: () => void): (() => void) => {
    // A function of its own, so that the same one given twice counts twice.
    const listener = () => changed();
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getSnapshot = (): Snapshot => (this.current ??= { snapshot: this.look() }).snapshot;

  /** Something has changed. One listener that throws is reported and stops nobody else. */
  readonly tell = (): void => {
    this.current = undefined;
    for (const listener of [...this.listeners]) soundly(listener);
  };
}

/** Calls what somebody else wrote; what it throws is reported as any uncaught error is, and disturbs nothing here. */
export const soundly = (call: () => unknown): void => {
  try {
    call();
  } catch (trouble) {
    report(trouble);
  }
};

const report = (trouble: unknown): void => {
  if (typeof globalThis.reportError === "function") globalThis.reportError(trouble);
  else console.error(trouble);
};
