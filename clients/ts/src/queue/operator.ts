import type { LoggingDirect, OperatorOperations, ResultOf } from "./operations.js";
import type { Queue } from "./queue.js";

type Asked<Name extends keyof OperatorOperations> = Promise<ResultOf<Name>>;

/** What an operator does with a queue. Everything is done once, however often it has to be sent; a no rejects with a `QueueRefusal`.
 *
 * What acts upon the contact in progress says which one the user saw; if another operator was quicker the answer is `current_changed` and nothing
 * happens. What the user saw is what this client shows, unless `seen` says otherwise (null: nobody). */
export class Operator {
  constructor(private readonly queue: Queue) {}

  /** Works the first one who waits; the contact in progress is logged as worked. */
  next(seen = this.seen()): Asked<"admin.next_qso"> {
    return this.queue.ask("admin.next_qso", seen);
  }

  /** Works somebody out of turn. */
  work(callsign: string, seen = this.seen()): Asked<"admin.work_callsign"> {
    return this.queue.ask("admin.work_callsign", { callsign, ...seen });
  }

  /** The contact in progress is done: into the log. */
  complete(report: { readonly rst_sent?: string; readonly rst_rcvd?: string; readonly comment?: string } = {}, seen = this.seen()): Asked<"admin.complete_qso"> {
    return this.queue.ask("admin.complete_qso", { ...report, ...seen });
  }

  /** The contact in progress came to nothing. */
  cancel(seen = this.seen()): Asked<"admin.cancel_qso"> {
    return this.queue.ask("admin.cancel_qso", seen);
  }

  /** Puts the callsign, or else the contact in progress, or else the first one, at the end. */
  skip(callsign?: string, seen = this.seen()): Asked<"admin.skip"> {
    return this.queue.ask("admin.skip", { ...given("callsign", callsign), ...seen });
  }

  /** The same, but takes it out: nobody answered. */
  noShow(callsign?: string, seen = this.seen()): Asked<"admin.no_show"> {
    return this.queue.ask("admin.no_show", { ...given("callsign", callsign), ...seen });
  }

  /** A logger has started a contact. */
  logDirect(contact: LoggingDirect): Asked<"admin.logging_direct"> {
    return this.queue.ask("admin.logging_direct", contact);
  }

  /** Takes the newest action back. */
  undo(): Asked<"admin.undo"> {
    return this.queue.ask("admin.undo", {});
  }

  remove(callsign: string): Asked<"admin.remove_callsign"> {
    return this.queue.ask("admin.remove_callsign", { callsign });
  }

  clear(): Asked<"admin.clear_queue"> {
    return this.queue.ask("admin.clear_queue", {});
  }

  setActive(active: boolean): Asked<"admin.set_system_status"> {
    return this.queue.ask("admin.set_system_status", { active });
  }

  setPaused(paused: boolean): Asked<"admin.set_pause"> {
    return this.queue.ask("admin.set_pause", { paused });
  }

  setFrequency(frequency: string, more: { readonly band?: string; readonly mode?: string } = {}): Asked<"admin.set_frequency"> {
    return this.queue.ask("admin.set_frequency", { frequency, ...more });
  }

  clearFrequency(): Asked<"admin.delete_frequency"> {
    return this.queue.ask("admin.delete_frequency", {});
  }

  setSplit(split: string): Asked<"admin.set_split"> {
    return this.queue.ask("admin.set_split", { split });
  }

  clearSplit(): Asked<"admin.delete_split"> {
    return this.queue.ask("admin.delete_split", {});
  }

  /** Whether a logger may report contacts. */
  setLoggerIntegration(enabled: boolean): Asked<"admin.set_logger_integration"> {
    return this.queue.ask("admin.set_logger_integration", { enabled });
  }

  /** How long somebody who was worked may not register again. */
  setRateLimit(limit: { readonly time_period_minutes: number; readonly enabled: boolean }): Asked<"admin.set_rate_limit"> {
    return this.queue.ask("admin.set_rate_limit", limit);
  }

  checkRateLimit(callsign: string): Asked<"admin.check_rate_limit"> {
    return this.queue.ask("admin.check_rate_limit", { callsign });
  }

  bans(): Asked<"admin.get_bans"> {
    return this.queue.ask("admin.get_bans", {});
  }

  ban(callsign: string, reason?: string): Asked<"admin.ban"> {
    return this.queue.ask("admin.ban", { callsign, ...given("reason", reason) });
  }

  /** Bans somebody who waits, and takes them out. */
  banFromQueue(callsign: string, reason?: string): Asked<"admin.ban_from_queue"> {
    return this.queue.ask("admin.ban_from_queue", { callsign, ...given("reason", reason) });
  }

  unban(callsign: string): Asked<"admin.unban"> {
    return this.queue.ask("admin.unban", { callsign });
  }

  clearBans(): Asked<"admin.clear_bans"> {
    return this.queue.ask("admin.clear_bans", {});
  }

  workedCallers(): Asked<"admin.get_worked_callers"> {
    return this.queue.ask("admin.get_worked_callers", {});
  }

  clearWorkedCallers(): Asked<"admin.clear_worked_callers"> {
    return this.queue.ask("admin.clear_worked_callers", {});
  }

  setWorkedHours(ttl_hours: number): Asked<"admin.set_worked_ttl"> {
    return this.queue.ask("admin.set_worked_ttl", { ttl_hours });
  }

  /** The log of contacts, the newest first; `before` is the `contact_id` of the last one had. */
  log(page: { readonly limit?: number; readonly before?: number } = {}): Asked<"admin.get_log"> {
    return this.queue.ask("admin.get_log", page);
  }

  /** Who did what, the newest first; `before` is the `seq` of the last one had. */
  audit(page: { readonly limit?: number; readonly before?: number } = {}): Asked<"admin.get_audit"> {
    return this.queue.ask("admin.get_audit", page);
  }

  private seen(): { readonly expected_current?: string | null } {
    const { queue } = this.queue.getSnapshot();
    return queue === null ? {} : { expected_current: queue.current_qso?.callsign ?? null };
  }
}

const given = <Name extends string>(name: Name, value: string | undefined): { readonly [field in Name]?: string } => (value === undefined ? {} : ({ [name]: value } as { [field in Name]?: string }));
