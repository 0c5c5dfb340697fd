export { Caller, type CallerOptions, type CallerView } from "./caller.js";
export type { QueueFile } from "./file.js";
export { fold } from "./fold.js";
export { isEcho } from "./loopGuard.js";
export type * from "./messages.js";
export type { AuditEntry, InputOf, LoggingDirect, OperationName, Operations, OperatorOperations, PublicOperations, ResultOf } from "./operations.js";
export { Operator } from "./operator.js";
export { Queue, type Credentials, type QueueOptions, type QueueView } from "./queue.js";
export { QueueRefusal, type Answered } from "./requests.js";
