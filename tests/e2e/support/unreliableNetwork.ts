import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A network between a browser and the cloud, with the faults of a dock. */
export interface UnreliableNetwork {
  readonly url: string;
  /** Nothing gets through: every connection is cut. */
  down: boolean;
  /** Requests hang: nothing gets through, and nobody says so. Those that hang go on once this ends. */
  hangs: boolean;
  /** Requests that match reach the server, and their answers are lost on the way back. */
  losesAnswer: (method: string, path: string) => boolean;
  /** Where the cloud is; another one after it died and came back. */
  target: string;
  /** Shows the live slot as if another build, with the same code, had been promoted in its place. */
  promoted: { readonly slot: string; readonly as: string } | undefined;
  readonly close: () => Promise<void>;
}

/** Lays a network to a cloud. Its address stays while clouds come and go. */
export async function layNetwork(target: string): Promise<UnreliableNetwork> {
  let hung: (() => void)[] | undefined;
  const server = createServer((incoming, outgoing) => {
    const goOn = (): void => {
      forward(network, incoming, outgoing);
    };
    if (hung === undefined) goOn();
    else hung.push(goOn);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const network: UnreliableNetwork = {
    url: `http://localhost:${portOf(server)}`,
    down: false,
    get hangs() {
      return hung !== undefined;
    },
    set hangs(hangs) {
      const waiting = hung ?? [];
      hung = hangs ? waiting : undefined;
      if (!hangs) for (const goOn of waiting) goOn();
    },
    losesAnswer: () => false,
    target,
    promoted: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return network;
}

function portOf(server: Server): number {
  // A server that listens on a port has an address of this shape.
  return (server.address() as AddressInfo).port;
}

function forward(network: UnreliableNetwork, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { promoted } = network;
  const path = incoming.url ?? "/";
  const method = incoming.method ?? "GET";
  if (network.down) {
    incoming.socket.destroy();
    return;
  }
  const real = promoted === undefined ? path : path.replaceAll(promoted.as, promoted.slot);
  // Whole and uncompressed, so that another slot can be written into what comes back.
  const headers = { ...incoming.headers };
  if (promoted !== undefined) {
    headers["accept-encoding"] = "identity";
    delete headers["if-none-match"];
  }
  const onward = request(new URL(real, network.target), { method, headers }, (answer) => {
    const parts: Buffer[] = [];
    answer.on("data", (part: Buffer) => {
      parts.push(part);
    });
    answer.on("end", () => {
      if (network.losesAnswer(method, path)) incoming.socket.destroy();
      else reply(network, answer, Buffer.concat(parts), outgoing);
    });
  });
  onward.on("error", () => {
    incoming.socket.destroy();
  });
  incoming.pipe(onward);
}

function reply({ promoted }: UnreliableNetwork, answer: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
  const shown =
    promoted === undefined
      ? body
      : Buffer.from(body.toString("latin1").replaceAll(promoted.slot, promoted.as), "latin1");
  const { etag, ...headers } = answer.headers;
  // Other bytes have another tag, or going back to the real slot would be "not modified".
  outgoing.writeHead(
    answer.statusCode ?? 502,
    promoted === undefined ? answer.headers : { ...headers, etag: `"${promoted.as}-${etag ?? ""}"` },
  );
  outgoing.end(shown);
}
