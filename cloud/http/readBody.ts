import type { IncomingMessage } from "node:http";

// Larger than anything a part here takes; what is above is refused without being read to its end.
const MAXIMUM_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a request's body; undefined means that it is longer than 32 MB, and a request that ends early is an error. */
export function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined)
    return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Events and not an iterator: each of its turns would cost a table call a few microseconds.
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAXIMUM_BODY_BYTES) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on("end", () => {
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
    });
    incoming.on("error", reject);
  });
}
