import type { Json } from "@rollcall/client/meets";
import type { Lifter } from "../lifters/lifter";

/** What a typed text comes to: a value, or why it is none. */
export type Reading = { readonly value: Json } | { readonly wrong: string };

/** One column of a table of lifters: how a cell reads, and how it is written. */
export interface Column {
  readonly id: string;
  /** What stands above it. */
  readonly name: string;
  /** The same in full, where the head is short. */
  readonly title?: string;
  readonly width: number;
  readonly isNumber?: boolean;
  readonly text: (lifter: Lifter) => string;
  /** How it is written; left out where it cannot be. */
  readonly edit?: {
    /** The field below the entry, such as `squatKg[0]`. */
    readonly field: string;
    readonly read: (text: string) => Reading;
    /** The only texts there can be. */
    readonly choices?: readonly string[];
    /** Yes or no: one key turns it over. */
    readonly isFlag?: boolean;
  };
  /** How a cell looks beside its text; the word is heard by who cannot see it. */
  readonly tone?: (lifter: Lifter) => { readonly look: "good" | "bad" | "current" | "muted"; readonly word: string } | undefined;
}

/** One cell of a table. */
export interface Place {
  readonly id: number;
  readonly column: number;
}
