import type { Bans, CallerStanding, Contact, Display, Entry, Frequency, LoggedEvents, Qso, RateLimit, Snapshot, Split, Waiting, WorkedCaller } from "./messages.js";

/** What one operation is given and what it answers. */
interface Form<Input, Result> {
  readonly input: Input;
  readonly result: Result;
}

type Nothing = Record<never, never>;
type Said<Fields = Nothing> = Fields & { readonly message: string };
/** The callsign in progress that the user saw, null for none: if it is another one by now, nothing happens. */
interface Expecting {
  readonly expected_current?: string | null;
}

export interface LoggingDirect {
  readonly callsign: string;
  readonly frequency_mhz?: number | null;
  readonly mode?: string | null;
  readonly source?: string | null;
  readonly triggered_by?: string | null;
  readonly timestamp?: string | null;
  /** Whether the contact it replaces is logged as worked; otherwise it is dropped as mistyped. */
  readonly complete_previous?: boolean;
}

export interface AuditEntry {
  readonly seq: number;
  readonly time: string;
  readonly operator: string;
  readonly door: string;
  readonly action: string;
  readonly callsign: string | null;
  readonly detail: unknown;
  readonly origin: string | null;
  readonly undone: boolean;
}

interface LoggerIntegration {
  readonly enabled: boolean;
  readonly last_updated: string;
  readonly updated_by: string;
}

/** What anybody may ask. */
export interface PublicOperations {
  readonly "public.get_status": Form<Nothing, { readonly active: boolean }>;
  readonly "public.get_frequency": Form<Nothing, Frequency>;
  readonly "public.get_split": Form<Nothing, Split>;
  readonly "public.get_pause": Form<Nothing, { readonly paused: boolean }>;
  readonly "public.get_worked_callers": Form<Nothing, { readonly worked_callers: readonly WorkedCaller[]; readonly total: number; readonly system_active: boolean }>;
  readonly "public.get_previous_qsos": Form<
    { readonly limit?: number },
    { readonly previous_qsos: readonly Pick<Qso, "callsign" | "timestamp" | "qrz" | "metadata">[]; readonly limit: number; readonly system_active: boolean }
  >;
  readonly "public.get_display": Form<Nothing, Display>;
  readonly "public.list_queues": Form<
    Nothing,
    { readonly queues: readonly { readonly name: string; readonly title: string; readonly active: boolean; readonly paused: boolean; readonly total: number; readonly max_size: number; readonly base: string }[] }
  >;
  readonly "queue.register": Form<{ readonly callsign: string }, Said<{ readonly entry: Entry; readonly ticket: string }>>;
  readonly "queue.get_status": Form<{ readonly callsign: string }, Entry>;
  readonly "queue.list": Form<Nothing, Waiting>;
  readonly "queue.get_current": Form<Nothing, { readonly current_qso: Qso | null }>;
  readonly "caller.status": Form<{ readonly ticket: string }, CallerStanding>;
  readonly "caller.leave": Form<{ readonly ticket: string }, Said<{ readonly callsign: string }>>;
  readonly "caller.watch": Form<{ readonly ticket: string }, CallerStanding>;
  readonly "state.snapshot": Form<Nothing, Snapshot>;
  readonly "system.ping": Form<Nothing, Said<{ readonly pong: true; readonly server_time: string }>>;
  readonly "system.heartbeat": Form<Nothing, { readonly heartbeat: true; readonly server_time: string; readonly uptime: number }>;
  readonly "system.info": Form<Nothing, { readonly server: string; readonly version: string; readonly protocol_version: string; readonly supported_operations: readonly string[]; readonly [name: string]: unknown }>;
  readonly "events.subscribe": Form<
    { readonly events?: readonly (keyof LoggedEvents | "keepalive" | "caller_update" | "you_are_next" | "server_shutdown")[]; readonly since?: number; readonly epoch?: string },
    { readonly subscribed: readonly string[]; readonly epoch: string; readonly seq: number; readonly recovered?: boolean; readonly replayed?: number; readonly snapshot?: Snapshot }
  >;
  readonly "events.unsubscribe": Form<{ readonly events?: readonly string[] }, { readonly subscribed: readonly string[] }>;
  readonly "events.list": Form<Nothing, { readonly events: readonly { readonly name: string; readonly audience: string; readonly subscribed: boolean }[]; readonly epoch: string; readonly seq: number; readonly oldest_seq: number }>;
}

/** What only an operator may ask. */
export interface OperatorOperations {
  readonly "admin.get_queue": Form<Nothing, { readonly queue: readonly Entry[]; readonly total: number; readonly admin: true }>;
  readonly "admin.clear_queue": Form<Nothing, Said<{ readonly cleared_count: number }>>;
  readonly "admin.remove_callsign": Form<{ readonly callsign: string }, Said<{ readonly removed: Entry }>>;
  readonly "admin.next_qso": Form<Expecting, Said<{ readonly current_qso: Qso | null }>>;
  readonly "admin.work_callsign": Form<Expecting & { readonly callsign: string }, Said<{ readonly current_qso: Qso; readonly removed_from_queue: boolean; readonly was_already_current: boolean }>>;
  readonly "admin.complete_qso": Form<Expecting & { readonly rst_sent?: string; readonly rst_rcvd?: string; readonly comment?: string }, Said<{ readonly completed_qso: (Qso & { readonly worked_entry: WorkedCaller }) | null }>>;
  readonly "admin.cancel_qso": Form<Expecting, Said<{ readonly cancelled_qso: Qso | null }>>;
  readonly "admin.skip": Form<Expecting & { readonly callsign?: string }, Said<{ readonly callsign: string }>>;
  readonly "admin.no_show": Form<Expecting & { readonly callsign?: string }, Said<{ readonly callsign: string }>>;
  readonly "admin.undo": Form<Nothing, Said<{ readonly undone: string; readonly seq: number }>>;
  readonly "admin.get_current": Form<Nothing, { readonly current_qso: Qso | null }>;
  readonly "admin.get_system_status": Form<Nothing, { readonly active: boolean; readonly last_updated: string; readonly updated_by: string }>;
  readonly "admin.set_system_status": Form<{ readonly active: boolean }, Said<{ readonly active: boolean }>>;
  readonly "admin.set_frequency": Form<{ readonly frequency: string; readonly band?: string; readonly mode?: string }, Said<{ readonly frequency: string }>>;
  readonly "admin.delete_frequency": Form<Nothing, Said<{ readonly frequency_data: Frequency & { readonly updated_by: string; readonly cleared: boolean } }>>;
  readonly "admin.set_split": Form<{ readonly split: string }, Said<{ readonly split: string }>>;
  readonly "admin.delete_split": Form<Nothing, Said<{ readonly split_data: Split & { readonly updated_by: string; readonly cleared: boolean } }>>;
  readonly "admin.get_logger_integration": Form<Nothing, LoggerIntegration>;
  readonly "admin.set_logger_integration": Form<{ readonly enabled: boolean }, Said<LoggerIntegration>>;
  readonly "admin.logging_direct": Form<
    LoggingDirect,
    { readonly type: "ack"; readonly qso_started: { readonly callsign: string; readonly source: string; readonly was_in_queue: boolean; readonly frequency_mhz: number | null; readonly mode: string | null } }
  >;
  readonly "admin.get_pause": Form<Nothing, { readonly paused: boolean }>;
  readonly "admin.set_pause": Form<{ readonly paused: boolean }, { readonly paused: boolean }>;
  readonly "admin.get_rate_limit": Form<Nothing, RateLimit>;
  readonly "admin.set_rate_limit": Form<RateLimit, RateLimit>;
  readonly "admin.check_rate_limit": Form<{ readonly callsign: string }, { readonly callsign: string; readonly limited: boolean; readonly minutes_left: number }>;
  readonly "admin.get_bans": Form<Nothing, Bans>;
  readonly "admin.ban": Form<{ readonly callsign: string; readonly reason?: string }, Said<Bans>>;
  readonly "admin.unban": Form<{ readonly callsign: string }, Said<Bans>>;
  readonly "admin.clear_bans": Form<Nothing, Said<Bans>>;
  readonly "admin.ban_from_queue": Form<{ readonly callsign: string; readonly reason?: string }, Said<Bans>>;
  readonly "admin.get_worked_callers": Form<Nothing, { readonly worked_callers: readonly WorkedCaller[]; readonly total: number; readonly admin: true }>;
  readonly "admin.clear_worked_callers": Form<Nothing, Said<{ readonly cleared_count: number }>>;
  readonly "admin.get_worked_ttl": Form<Nothing, { readonly ttl_hours: number; readonly total: number }>;
  readonly "admin.set_worked_ttl": Form<{ readonly ttl_hours?: number }, Said<{ readonly ttl_hours: number; readonly total: number }>>;
  readonly "admin.get_log": Form<{ readonly limit?: number; readonly before?: number }, { readonly contacts: readonly Contact[]; readonly total: number; readonly more: boolean }>;
  readonly "admin.get_audit": Form<{ readonly limit?: number; readonly before?: number }, { readonly entries: readonly AuditEntry[]; readonly more: boolean }>;
  readonly "admin.ping": Form<Nothing, Said<{ readonly authenticated: true; readonly username: string; readonly server_time: string; readonly ping_type: string; readonly status: string }>>;
}

export interface Operations extends PublicOperations, OperatorOperations {}

export type OperationName = keyof Operations;
export type InputOf<Name extends OperationName> = Operations[Name]["input"];
export type ResultOf<Name extends OperationName> = Operations[Name]["result"];

/** Whether an operation changes something; only those carry an idempotency key. */
export const changes = (operation: OperationName): boolean =>
  operation === "queue.register" || operation === "caller.leave" || (operation.startsWith("admin.") && !/^admin\.(get_|check_|ping)/.test(operation));
