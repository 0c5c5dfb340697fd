import { Http, Refusal, type HttpOptions } from "../line/http.js";

/** Who is signed in. `device_id` is null for an application token. */
export interface Session {
  readonly user_handle: string;
  readonly user_id: number;
  readonly role: "admin" | "member";
  readonly permissions: readonly string[];
  readonly device_id: number | null;
  readonly device_name?: string | null;
}

export interface LogIn {
  readonly user_handle: string;
  readonly password: string;
  /** The name of this installation, for ever: 8-64 letters, digits and `-`. */
  readonly device_uuid: string;
  readonly device_type: "web" | "android" | "android_tv" | "ios" | (string & Record<never, never>);
  readonly device_name?: string;
  readonly os_info?: string;
}

/** A device of the user, as it is listed. */
export interface DeviceRecord {
  readonly id: number;
  readonly device_uuid: string;
  readonly device_type: string;
  readonly device_name: string | null;
  readonly renamed: boolean;
  readonly os_info: string | null;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly online: boolean;
  readonly current: boolean;
  readonly sessions: number;
}

/** An account on a server: log-in, sessions, the list of the user's devices. A browser holds the session in a cookie; elsewhere the token is held here. */
export class Account {
  readonly http: Http;
  private token: string | undefined;

  constructor(options: HttpOptions & { /** Whether the token of a log-in is held and sent, for programs that have no cookies. */ readonly holdsToken?: boolean } = {}) {
    const { token } = options;
    this.token = typeof token === "function" ? undefined : token;
    this.http = new Http({ ...options, token: () => this.token ?? (typeof token === "function" ? token() : undefined) });
    this.holdsToken = options.holdsToken ?? false;
  }

  private readonly holdsToken: boolean;

  /** The token that is held, for programs that must put it into the socket's headers. */
  get heldToken(): string | undefined {
    return this.token;
  }

  logIn(request: LogIn): Promise<Session & { readonly token: string }> {
    return this.enter("/v1/auth/login", request);
  }

  /** Makes an account, where the server lets anybody do so, and signs in. */
  register(request: LogIn): Promise<Session & { readonly token: string }> {
    return this.enter("/v1/auth/register", request);
  }

  /** Who is signed in; null if nobody is. */
  async session(): Promise<Session | null> {
    try {
      return await this.http.ask<Session>("GET", "/v1/auth/session");
    } catch (trouble) {
      if (trouble instanceof Refusal && trouble.status === 401) return null;
      throw trouble;
    }
  }

  /** Ends this session, the others of the user, or all; answers how many. */
  async logOut(scope: "this" | "others" | "all" = "this"): Promise<number> {
    const { closed_sessions } = await this.http.ask<{ closed_sessions: number }>("POST", `/v1/auth/logout?scope=${scope}`);
    if (scope !== "others") this.token = undefined;
    return closed_sessions;
  }

  /** Sets a new password and ends every other session; answers how many. */
  async setPassword(current_password: string, new_password: string): Promise<number> {
    return (await this.http.ask<{ closed_sessions: number }>("POST", "/v1/auth/password", { current_password, new_password })).closed_sessions;
  }

  async devices(): Promise<readonly DeviceRecord[]> {
    return (await this.http.ask<{ devices: readonly DeviceRecord[] }>("GET", "/v1/user/devices")).devices;
  }

  /** Names a device; null gives the name back to the device. */
  renameDevice(id: number, device_name: string | null): Promise<DeviceRecord> {
    return this.http.ask("PATCH", `/v1/user/devices/${id}`, { device_name });
  }

  /** Throws a device out, with all its sessions. */
  async removeDevice(id: number): Promise<void> {
    await this.http.ask("DELETE", `/v1/user/devices/${id}`);
  }

  private async enter(path: string, request: LogIn): Promise<Session & { readonly token: string }> {
    const session = await this.http.ask<Session & { readonly token: string }>("POST", path, request);
    if (this.holdsToken) this.token = session.token;
    return session;
  }
}
