/** A sound: from when, how high, how long, how loud. Seconds and hertz. */
export interface Note {
  readonly at: number;
  readonly hertz: number;
  readonly seconds: number;
  readonly loudness: number;
}

/** Something that can be played without any file: notes, made up here. */
export interface Track {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly seconds: number;
  readonly notes: readonly Note[];
}

/** A key of a piano by its distance from the middle A. */
const key = (steps: number): number => 440 * 2 ** (steps / 12);

const metronome = (perMinute: number): Track => {
  const beat = 60 / perMinute;
  const seconds = 180;
  return {
    id: `metronome-${perMinute}`,
    title: `Metronome, ${perMinute}`,
    about: "Four beats to the bar",
    seconds,
    notes: Array.from({ length: Math.floor(seconds / beat) }, (_, n) => ({ at: n * beat, hertz: n % 4 === 0 ? 1_320 : 880, seconds: 0.05, loudness: n % 4 === 0 ? 0.9 : 0.55 })),
  };
};

const chords = [
  [-9, -5, -2, 3],
  [-14, -10, -7, -2],
  [-12, -9, -5, 0],
  [-16, -12, -9, -4],
] as const;

const evening: Track = {
  id: "evening",
  title: "Evening, slowly",
  about: "Broken chords in C",
  seconds: 128,
  notes: Array.from({ length: 256 }, (_, n) => {
    const chord = chords[Math.floor(n / 16) % chords.length]!;
    const up = [0, 1, 2, 3, 2, 1][n % 6]!;
    return { at: n / 2, hertz: key(chord[up]!), seconds: 0.9, loudness: n % 8 === 0 ? 0.6 : 0.4 };
  }),
};

const bells: Track = {
  id: "bells",
  title: "Hour bells",
  about: "Westminster quarters, and twelve strokes",
  seconds: 64,
  notes: [
    ...[-1, -5, -3, -10, -10, -3, -1, -5, -1, -3, -5, -10, -10, -3, -1, -5].map((steps, n) => ({ at: n * 1.1 + Math.floor(n / 4) * 1.1, hertz: key(steps), seconds: 2.2, loudness: 0.5 })),
    ...Array.from({ length: 12 }, (_, n) => ({ at: 24 + n * 3, hertz: key(-17), seconds: 3.4, loudness: 0.8 })),
  ],
};

/** What every page can play, in the order in which it is played. */
export const tracks: readonly Track[] = [evening, metronome(96), bells, metronome(120)];

export const trackOf = (id: string): Track | undefined => tracks.find((one) => one.id === id);
