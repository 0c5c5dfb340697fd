/** What the server computes for displays (specification of meets, 5.4 and 5.5). Texts are plain: a page must escape them. */

export type Lift = "S" | "B" | "D";

export interface AttemptView {
  readonly weightKg: number;
  /** The weight in the meet's units; empty where none is set. */
  readonly text: string;
  /** Whose turn it is stands in platforms' views only. */
  readonly state: "good" | "bad" | "current" | "next" | "request" | "empty";
}

export interface LifterView {
  readonly entryId: number;
  readonly name: string;
  readonly sex: string;
  readonly team: string;
  readonly country: string;
  readonly state: string;
  readonly instagram: string;
  readonly flight: string;
  readonly lot: number;
  readonly bodyweightKg: number;
  readonly weightClass: string;
  readonly equipment: string;
  readonly division: string;
  readonly event: string;
  readonly age: number | null;
  readonly guest: boolean;
  readonly rack: string;
  readonly attempts: { readonly [lift in Lift]?: readonly AttemptView[] };
  readonly best: { readonly [lift in Lift]?: number };
  readonly totalKg: number;
  readonly projectedTotalKg: number;
  readonly points: number | null;
  readonly projectedPoints: number | null;
  readonly place: number | null;
  readonly projectedPlace: number | null;
  readonly ifGood: { readonly attemptKg: number; readonly totalKg: number; readonly points: number | null; readonly place: number | null } | null;
}

export interface LoadedBar {
  readonly weightKg: number;
  readonly text: string;
  readonly barAndCollarsKg: number;
  readonly perSide: readonly { readonly weightKg: number; readonly count: number; readonly color: string }[];
  readonly remainderKg: number;
}

export interface Light {
  readonly given: boolean;
  readonly decision: "good" | "bad" | null;
  readonly cards: readonly string[];
}

/** The referees' lights, and what the latest decision is about; null while none stands. They stay until the next one, when somebody else may be up already. */
export interface LightsView {
  readonly complete: boolean;
  readonly result: "good" | "bad" | null;
  readonly entryId: number | null;
  readonly lift: Lift | null;
  readonly attempt: number | null;
  readonly left: Light;
  readonly head: Light;
  readonly right: Light;
}

export interface PlatformClock {
  readonly running: boolean;
  readonly startedAt: string | null;
  readonly remainingMs: number;
  readonly lengthMs: number;
}

export interface PlatformView {
  readonly meetId: string;
  readonly platform: number;
  readonly epoch: string;
  readonly serverSeq: number;
  readonly serverTime: string;
  readonly view: {
    readonly meet: { readonly name: string; readonly federation: string; readonly date: string; readonly formula: string; readonly units: string };
    readonly day: number;
    readonly flight: string;
    readonly lift: Lift;
    readonly attempt: number;
    readonly currentEntryId: number | null;
    readonly nextEntryId: number | null;
    readonly upcoming: readonly { readonly entryId: number; readonly attempt: number }[];
    readonly lifters: readonly LifterView[];
    readonly loading: { readonly current: LoadedBar | null; readonly next: LoadedBar | null };
    readonly clock: PlatformClock | null;
    readonly lights: LightsView;
    readonly live: { readonly [name: string]: unknown };
  };
}

export interface Standings {
  readonly epoch: string;
  readonly serverSeq: number;
  readonly serverTime: string;
  readonly classes: readonly {
    readonly sex: string;
    readonly event: string;
    readonly equipment: string;
    readonly division: string;
    readonly weightClass: string;
    readonly rows: readonly {
      readonly place: number | null;
      readonly projectedPlace: number | null;
      readonly guest: boolean;
      readonly entryId: number;
      readonly name: string;
      readonly team: string;
      readonly bodyweightKg: number;
      readonly attempts: { readonly [lift in Lift]?: readonly AttemptView[] };
      readonly best: { readonly [lift in Lift]?: number };
      readonly totalKg: number;
      readonly projectedTotalKg: number;
      readonly points: number | null;
    }[];
  }[];
  readonly points: readonly {
    readonly sex: string;
    readonly event: string;
    readonly equipment: string;
    readonly rows: readonly { readonly rank: number | null; readonly entryId: number; readonly name: string; readonly totalKg: number; readonly points: number | null; readonly agePoints: number | null }[];
  }[];
}
