/** One number that the server counts, such as connections of one application. */
interface Sample {
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

/** All that the server counts, by name. */
export type Figures = ReadonlyMap<string, readonly Sample[]>;

const row = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads what `/metrics` says (Prometheus text). Lines of a kind that is not known are left out. */
export const read = (text: string): Figures => {
  const figures = new Map<string, Sample[]>();
  for (const line of text.split("\n")) {
    const [, name, labels = "", value] = row.exec(line) ?? [];
    if (name === undefined) continue;
    const sample = { labels: Object.fromEntries([...labels.matchAll(label)].map(([, key, said]) => [key!, said!.replace(/\\(.)/g, "$1")])), value: Number(value) };
    const known = figures.get(name);
    if (known === undefined) figures.set(name, [sample]);
    else known.push(sample);
  }
  return figures;
};

/** The sum over all labels; 0 where nothing was counted yet. */
export const sum = (figures: Figures, name: string, which: (sample: Sample) => boolean = () => true): number =>
  (figures.get(name) ?? []).filter(which).reduce((total, sample) => total + sample.value, 0);

/** How many measurements ended up below which border. */
export interface Histogram {
  readonly bars: readonly { readonly upTo: number; readonly count: number }[];
  readonly count: number;
  readonly mean: number;
}

/** A histogram, its series put together. */
export const histogram = (figures: Figures, name: string): Histogram => {
  const below = new Map<number, number>();
  for (const { labels, value } of figures.get(`${name}_bucket`) ?? []) {
    const border = labels["le"] === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels["le"]);
    below.set(border, (below.get(border) ?? 0) + value);
  }
  let before = 0;
  const bars = [...below]
    .sort(([one], [other]) => one - other)
    .map(([upTo, total]) => {
      const count = total - before;
      before = total;
      return { upTo, count };
    });
  return { bars, count: before, mean: before === 0 ? 0 : sum(figures, `${name}_sum`) / before };
};

/** Within what a share of the measurements was: the border of the bar it falls into, as more is not known. */
export const within = ({ bars, count }: Histogram, share: number): number | null => {
  let seen = 0;
  for (const { upTo, count: here } of bars) {
    seen += here;
    if (count > 0 && seen >= share * count) return upTo;
  }
  return null;
};
