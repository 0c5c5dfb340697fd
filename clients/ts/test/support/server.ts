import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createServer } from "node:net";

const root = resolve(import.meta.dirname, "../../../..");
const built = ["debug", "release"].map((kind) => join(root, "artifacts/bin/Rollcall.Server", kind, "rollcall"));

/** A real server in a process of its own, its data in a folder of its own. It can be killed and started again at the same address. */
export class Server {
  private process: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "rollcall-ts-"));
  private log = "";

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  /** All that the server has written about itself, to either stream. */
  get output(): string {
    return this.log;
  }

  static async start(...settings: string[]): Promise<Server> {
    const server = new Server(await freePort(), settings);
    await server.startAgain();
    return server;
  }

  async startAgain(): Promise<void> {
    const executable = process.env["SERVER_UNDER_TEST"] ?? built.find(existsSync);
    if (executable === undefined) throw new Error("the server is not built; run ./test or dotnet build first");
    const started = spawn(executable, ["serve", "--bind_addr", `127.0.0.1:${this.port}`, "--data_dir", this.data, "--metrics.bind_addr", "", ...this.settings], {
      cwd: this.folder,
      // What steers the tests is nothing to the server, which refuses settings it does not know.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ROLLCALL_"))),
    });
    this.process = started;
    started.stdout.on("data", (text) => (this.log += String(text)));
    started.stderr.on("data", (text) => (this.log += String(text)));
    for (let patience = 0; patience < 400; patience++) {
      if (started.exitCode !== null) throw new Error(`the server ended:\n${this.log}`);
      if (await fetch(`${this.address}/health/ready`).then((answer) => answer.ok, () => false)) return;
      await new Promise((later) => setTimeout(later, 25));
    }

    throw new Error(`the server did not answer:\n${this.log}`);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const running = this.process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((done) => running.once("exit", done));
    running.kill(signal);
    await ended;
  }
}

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
