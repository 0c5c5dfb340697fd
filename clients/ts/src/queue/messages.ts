/** What an operator, a logger or a page hears of a queue. Field names are those of the wire; times are UTC, ISO 8601, ending in `Z`. */

export interface Qrz {
  readonly callsign: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly dxcc_name: string | null;
  readonly image: string | null;
  readonly error: string | null;
  readonly grid: { readonly lat: number | null; readonly long: number | null; readonly grid: string | null };
  readonly url: string | null;
}

/** A waiting station. `time_in_queue` is in seconds, as of the message. */
export interface Entry {
  readonly callsign: string;
  readonly timestamp: string;
  readonly position: number;
  readonly time_in_queue: number;
  readonly skips: number;
  readonly qrz: Qrz;
}

/** A contact in progress. */
export interface Qso {
  readonly callsign: string;
  readonly timestamp: string;
  readonly qrz: Qrz;
  readonly metadata: { readonly source: string; readonly started_via?: string; readonly [name: string]: unknown };
}

export interface Frequency {
  readonly frequency: string | null;
  readonly last_updated: string | null;
  readonly frequency_mhz?: number | null;
  readonly band?: string | null;
  readonly mode?: string | null;
}

export interface Split {
  readonly split: string | null;
  readonly last_updated: string | null;
  readonly range?: { readonly low_mhz: number; readonly high_mhz: number } | null;
}

export interface WorkedCaller {
  readonly callsign: string;
  readonly name: string | null;
  readonly location: string | null;
  readonly country: string | null;
  readonly qrz_image: string | null;
  readonly grid: Qrz["grid"] | null;
  readonly worked_timestamp: string;
  readonly first_worked: string;
  readonly times_worked: number;
  readonly band: string | null;
  readonly mode: string | null;
}

/** One row of the log of contacts. */
export interface Contact {
  readonly contact_id: number;
  readonly callsign: string;
  readonly time_on: string;
  readonly time_off: string;
  readonly frequency_mhz: number | null;
  readonly freq_rx_mhz: number | null;
  readonly band: string | null;
  readonly mode: string | null;
  readonly rst_sent: string | null;
  readonly rst_rcvd: string | null;
  readonly comment: string | null;
  readonly name: string | null;
  readonly qth: string | null;
  readonly grid: string | null;
  readonly country: string | null;
  readonly operator: string | null;
  readonly source: string;
  readonly wait_seconds: number | null;
}

/** How somebody who registered stands. `position`, `ahead` and `eta_seconds` are null unless waiting or next. */
export interface CallerStanding {
  readonly queue: string;
  readonly callsign: string;
  readonly status: "waiting" | "next" | "current" | "worked" | "cancelled" | "no_show" | "removed" | "left" | "cleared";
  readonly position: number | null;
  readonly ahead: number | null;
  readonly eta_seconds: number | null;
  readonly registered_at: string;
  readonly system_active: boolean;
  readonly paused: boolean;
}

/** What a wall screen shows. */
export interface Display {
  readonly queue: string;
  readonly title: string;
  readonly on_air: boolean;
  readonly paused: boolean;
  readonly frequency: string | null;
  readonly frequency_mhz: number | null;
  readonly band: string | null;
  readonly mode: string | null;
  readonly split: string | null;
  readonly current: { readonly callsign: string; readonly name: string | null; readonly country: string | null; readonly since: string } | null;
  readonly next: readonly string[];
  readonly waiting: number;
  readonly max_size: number;
  readonly worked_last_hour: number;
  readonly average_seconds: number | null;
  readonly server_time: string;
  readonly epoch: string;
  readonly seq: number;
}

export interface Waiting {
  readonly queue: readonly Entry[];
  readonly total: number;
  readonly max_size: number;
  readonly system_active: boolean;
}

export interface RateLimit {
  readonly time_period_minutes: number;
  readonly enabled: boolean;
}

export interface Bans {
  readonly banned_callsigns: readonly { readonly callsign: string; readonly reason: string | null; readonly banned_by: string; readonly banned_timestamp: string }[];
  readonly total: number;
}

/** The whole of a queue as of `seq`. `operator` is null for the public; `can_undo` and `average_seconds` are as of the snapshot and come with no event. */
export interface Snapshot {
  readonly queue_name: string;
  readonly title: string;
  readonly epoch: string;
  readonly seq: number;
  readonly server_time: string;
  readonly system_status: { readonly active: boolean; readonly last_updated: string | null };
  readonly paused: boolean;
  readonly current_qso: Qso | null;
  readonly queue: Waiting;
  readonly frequency: Frequency;
  readonly split: Split;
  /** The newest 20, and how many there are. */
  readonly worked_callers: { readonly worked_callers: readonly WorkedCaller[]; readonly total: number };
  readonly average_seconds: number | null;
  readonly operator: {
    readonly name: string;
    readonly logger_integration: boolean;
    readonly rate_limit: RateLimit;
    readonly banned_total: number;
    readonly can_undo: string | null;
  } | null;
}

/** What each logged event carries: the whole of its subject. */
export interface LoggedEvents {
  readonly system_status: { readonly active: boolean; readonly last_updated: string };
  readonly current_qso: Qso | null;
  readonly queue_update: Waiting;
  readonly frequency_update: Frequency;
  readonly split_update: Split;
  readonly worked_callers_update: { readonly worked_caller: WorkedCaller; readonly total: number } | { readonly worked_callers: readonly WorkedCaller[]; readonly total: number };
  readonly queue_pause_update: { readonly paused: boolean };
  readonly logger_integration_update: { readonly enabled: boolean; readonly last_updated: string; readonly updated_by: string };
  readonly banned_callsigns_update: Bans;
  readonly rate_limit_update: RateLimit;
}

/** An event of the queue's log. `origin` says who caused it, in a form a client recognises as itself. */
export type QueueEvent = {
  [Name in keyof LoggedEvents]: { readonly type: "event"; readonly event: Name; readonly data: LoggedEvents[Name]; readonly timestamp: string; readonly seq: number; readonly epoch: string; readonly origin: string | null };
}[keyof LoggedEvents];

/** What is of the moment: not logged, without a number. */
export type QueueSignal =
  | {
      readonly type: "event";
      readonly event: "connected";
      readonly data: { readonly connection_id: string; readonly authenticated: boolean; readonly queue: string; readonly epoch: string; readonly seq: number; readonly heartbeat_seconds: number };
    }
  | { readonly type: "event"; readonly event: "keepalive"; readonly data: object }
  | { readonly type: "event"; readonly event: "server_shutdown"; readonly data: { readonly reason: string; readonly reconnect_after_ms: number } }
  | { readonly type: "event"; readonly event: "caller_update" | "you_are_next"; readonly data: CallerStanding };

export interface Response {
  readonly type: "response";
  readonly id: string | number | null;
  readonly operation: string;
  readonly success: boolean;
  readonly data: unknown;
  readonly error: string | null;
  readonly error_code: string | null;
  readonly seq?: number | null;
  readonly details?: { readonly retry_after_ms?: number };
  readonly duplicate?: boolean;
}

/** All a server may say to a client of a queue. */
export type FromServer =
  | QueueEvent
  | QueueSignal
  | Response
  | { readonly type: "error"; readonly id: string | number | null; readonly error: string; readonly error_code: string; readonly details?: { readonly retry_after_ms?: number } }
  | { readonly type: "pong"; readonly id: string | number | null };

/** All a client may say to the server. */
export type ToServer =
  | { readonly type: "auth"; readonly id: string; readonly data: { readonly username: string; readonly password: string; readonly client_id?: string } }
  | { readonly type: "request"; readonly id: string; readonly operation: string; readonly data?: object; readonly idempotency_key?: string }
  | { readonly type: "ping"; readonly id: string };
