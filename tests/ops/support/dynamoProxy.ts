import { createServer } from "node:http";

import { listen } from "../../lambda/support/listen.ts";

/** Stands before a table's API, and denies an action once it has been allowed so many times. */
export async function refuseAfter(
  endpoint: string,
  action: string,
  allowed: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  let seen = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
    });
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      if (target.endsWith(`.${action}`) && ++seen > allowed) {
        response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
        response.end(JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException", message: "denied" }));
        return;
      }
      const names = ["authorization", "content-type", "x-amz-date", "x-amz-target"];
      const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
      void fetch(endpoint, { method: "POST", headers, body: Buffer.concat(chunks) }).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  const url = await listen(server);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
