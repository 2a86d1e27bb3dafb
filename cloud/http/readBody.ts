import type { IncomingMessage } from "node:http";

// Larger than anything a part here takes; what is above is refused without being read to its end.
const MAXIMUM_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a request's body; undefined means that it is longer than 32 MB. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined)
    return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAXIMUM_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
