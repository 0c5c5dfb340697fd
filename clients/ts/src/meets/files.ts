import type { Http } from "../line/http.js";
import type { Standings } from "./views.js";

/** What bringing a file in has changed. */
export interface BroughtIn {
  readonly accepted: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly renumbered: number;
  readonly lastServerSeq: number;
  /** What the rules of a meet do not take; at most 100 of `leftOutCount`. */
  readonly leftOut: readonly { readonly updateKey: string; readonly code: string; readonly reason: string }[];
  readonly leftOutCount: number;
}

/** What a desk has by HTTP: the standings, and the meet as files. Each rejects with a `Refusal` where the server says no. */
export class Files {
  constructor(
    private readonly http: Http,
    private readonly meetId: () => string,
  ) {}

  /** Places and points as the server computes them. */
  standings(): Promise<Standings> {
    return this.http.ask("GET", this.path("standings"));
  }

  /** The whole content as an `.openlifter` file. */
  openlifter(): Promise<string> {
    return this.http.text("GET", this.path("openlifter"));
  }

  /** The results file for OpenPowerlifting, as it was published or as it would be now. */
  results(): Promise<string> {
    return this.http.text("GET", this.path("opl.csv"));
  }

  /** Brings an `.openlifter` file in; with `replace`, lifters that it lacks are deleted. Directors only. */
  async bringIn(file: string, replace: boolean): Promise<BroughtIn> {
    return JSON.parse(await this.http.text("POST", `${this.path("openlifter")}?replace=${replace}`, file)) as BroughtIn;
  }

  private path(what: string): string {
    return `/api/meets/${this.meetId().replace(/\D/g, "")}/${what}`;
  }
}
