/** What a test asks of chance. */
export class Dice {
  constructor(private readonly chance: () => number) {}

  /** At least 0, below `count`. */
  below(count: number): number {
    return Math.floor(this.chance() * count);
  }

  of<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  isTrue(share: number): boolean {
    return this.chance() < share;
  }
}
