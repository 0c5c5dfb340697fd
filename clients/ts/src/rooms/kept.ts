import type { Storage } from "../keep/storage.js";
import type { Sending, Unsent } from "./unconfirmed.js";

/** What one user has said in one room and the server has not confirmed, kept so that a reload does not lose it.
 * A storage that may not be used, as in a private window, keeps nothing; the messages go out all the same. */
export class Kept {
  private prefix: string | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly room: string,
  ) {}

  isOpenFor(userId: number): boolean {
    return this.prefix === this.prefixOf(userId);
  }

  /** What an earlier page left, the oldest first. From here on this user's are kept. */
  async open(userId: number): Promise<readonly (Sending | Unsent)[]> {
    this.prefix = this.prefixOf(userId);
    return (await this.storage.list(this.prefix).catch(() => [])).map(([, value]) => value as Sending | Unsent);
  }

  /** Another user may come; what was kept stays. */
  close(): void {
    this.prefix = undefined;
  }

  async set(one: Sending | Unsent): Promise<void> {
    if (this.prefix !== undefined) await this.storage.set(this.prefix + one.clientMsgId, one).catch(() => undefined);
  }

  delete(clientMsgId: string): void {
    // If it cannot be deleted it is said once more after a reload, and done once all the same.
    if (this.prefix !== undefined) this.storage.delete(this.prefix + clientMsgId).catch(() => undefined);
  }

  private prefixOf(userId: number): string {
    return `room/${userId}/${this.room}/`;
  }
}
