import { createServer, connect, type Server, type Socket } from "node:net";

/** A cable between one browser and the server that can be pulled: sockets of the live connection end and none is made, while pages and files still come. */
export class Cable {
  isPulled = false;
  private readonly live = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static lay(to: () => number): Promise<Cable> {
    return new Promise((laid) => {
      let cable: Cable | undefined;
      const server = createServer((near) => {
        near.on("error", () => near.destroy());
        near.once("data", (first) => {
          const isLive = /^(GET \/ws|POST )/.test(first.toString("latin1", 0, 8));
          if (isLive && cable?.isPulled) return near.destroy();
          const far = connect(to(), "127.0.0.1");
          far.on("error", () => near.destroy());
          near.on("close", () => (cable?.live.delete(near), far.destroy()));
          far.on("close", () => near.destroy());
          if (isLive) cable?.live.add(near);
          far.write(first);
          near.pipe(far).pipe(near);
        });
      });
      server.listen(0, "127.0.0.1", () => laid((cable = new Cable(server, (server.address() as { port: number }).port))));
    });
  }

  /** What is under way in either direction is gone. */
  pull(): void {
    this.isPulled = true;
    for (const socket of this.live) socket.destroy();
  }

  plugIn(): void {
    this.isPulled = false;
  }

  take(): void {
    this.pull();
    this.server.close();
  }
}
