import type { PlatformView } from "./views.js";

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What an update says of its key. */
export type Said = { readonly updateValue: Json } | { readonly delete: true };

/** One edit of a meet's content: a key set to a value, or deleted. */
export type Edit = { readonly key: string; readonly value: Json } | { readonly key: string; readonly isDeleted: true };

/** One update as the server has numbered it. */
export type Item = Said & {
  readonly updateKey: string;
  readonly serverSeqNum: number;
  readonly priority: number;
  readonly locationName: string;
  readonly authorId: string;
  readonly overruled?: readonly number[];
};

/** What stands where an update was refused. */
export type Standing = Said & { readonly serverSeqNum: number; readonly priority: number; readonly locationName: string; readonly authorId: string };

export type Role = "viewer" | "reader" | "writer" | "director";

export interface Location {
  readonly locationName: string;
  readonly priority: number;
  readonly director?: boolean;
}

export interface Joined {
  readonly meetId: string;
  readonly sessionToken: string;
  readonly viewToken: string;
  readonly locationName: string | null;
  readonly priority: number | null;
  readonly role: Role;
  readonly authorId: string | null;
  readonly epoch: string;
  readonly headServerSeq: number;
  readonly entryIds: { readonly from: number; readonly to: number } | null;
  readonly locations?: readonly Location[];
  readonly finished: boolean;
  readonly heartbeatSeconds: number;
  readonly serverTime: string;
}

export interface Rejection {
  readonly code: string;
  readonly reason: string;
  readonly retryAfterMs: number | null;
}

export interface Conflict {
  readonly conflictId: number;
  readonly state: "open" | "applied" | "dismissed";
  readonly raisedAt: string;
  readonly updateKey: string;
  readonly lost: readonly (Said & { readonly updateKey: string; readonly locationName: string; readonly priority: number })[];
  readonly standing: (Said & { readonly locationName: string; readonly priority: number; readonly serverSeqNum: number }) | null;
}

export interface Presence {
  readonly locations: readonly { readonly locationName: string; readonly priority: number; readonly live: number; readonly lastSeenAt: string | null }[];
  readonly readers: number;
  readonly viewers: number;
}

export interface Finding {
  readonly line: number | null;
  readonly column: string | null;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

export interface Published {
  readonly meetId: string;
  readonly dryRun: boolean;
  readonly alreadyPublished: boolean;
  readonly csvSource: "server" | "client" | null;
  readonly csvSha256: string | null;
  readonly findings: readonly Finding[];
  readonly differences: readonly { readonly line: number; readonly server: string | null; readonly client: string | null }[];
  readonly differenceCount: number;
  readonly delivery: { readonly state: string; readonly at: string; readonly detail: string | null } | null;
  readonly finishedAt: string | null;
}

/** What came of an `.openlifter` file that was given to the server. */
export interface Imported {
  readonly accepted: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly renumbered: number;
  readonly lastServerSeq: number;
}

/** All a server may say to a desk. */
export type FromServer =
  | { readonly type: "MeetCreated" | "MeetJoined"; readonly payload: Joined }
  | { readonly type: "JoinRejected"; readonly payload: Rejection }
  | { readonly type: "RequestRejected"; readonly payload: Rejection & { readonly request: string } }
  | { readonly type: "UpdateAck"; readonly payload: { readonly updateAcks: readonly { readonly localSeqNum: number; readonly serverSeqNum: number }[]; readonly lastServerSeq: number | null } }
  | {
      readonly type: "UpdateRejected";
      readonly payload: {
        readonly updatesRejected: readonly { readonly localSeqNum: number; readonly conflict: boolean; readonly code: string; readonly reason: string; readonly standing: Standing | null }[];
        readonly lastServerSeq: number | null;
      };
    }
  | { readonly type: "UpdateRelay"; readonly payload: { readonly epoch: string; readonly updatesRelayed: readonly Item[]; readonly lastServerSeq: number } }
  | {
      readonly type: "ServerPull";
      readonly payload: {
        readonly epoch: string;
        readonly updatesRelayed: readonly Item[];
        readonly lastServerSeq: number;
        readonly headServerSeq: number;
        readonly more: boolean;
        readonly resync: boolean;
        readonly finished: boolean;
      };
    }
  | { readonly type: "StateRecoveryRequest"; readonly payload: { readonly meetId: string; readonly epoch: string; readonly lastServerSeq: number; readonly limit: number } }
  | { readonly type: "StateRecovered"; readonly payload: { readonly epoch: string; readonly previousEpoch: string; readonly headServerSeq: number } }
  | { readonly type: "InvalidSession"; readonly payload: { readonly sessionToken: string; readonly code: "EXPIRED" | "ENDED" | "UNKNOWN" } }
  | { readonly type: "ConflictNotice"; readonly payload: { readonly conflicts: readonly Conflict[] } }
  | { readonly type: "Presence"; readonly payload: Presence }
  | { readonly type: "PublishAck"; readonly payload: Published }
  | { readonly type: "MeetManaged"; readonly payload: { readonly locations: readonly Location[]; readonly viewToken: string; readonly sessionsEnded: number } }
  | { readonly type: "ServerNotice"; readonly payload: { readonly kind: "shutdown" | "finished" | "recovering"; readonly message: string; readonly retryAfterMs: number | null } }
  | { readonly type: "Pong"; readonly payload: { readonly sentAt: string | null; readonly serverTime: string } }
  | { readonly type: "PlatformView"; readonly payload: PlatformView }
  | { readonly type: "StandingsChanged"; readonly payload: { readonly epoch: string; readonly serverSeq: number } }
  | { readonly type: "MalformedMessage" | "UnknownMessageType"; readonly payload: { readonly [name: string]: Json } };

/** One update as a desk says it. */
export type Update = Said & { readonly updateKey: string; readonly localSeqNum: number; readonly afterServerSeqNum: number };
