import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { createViewerServer } from "../../cloud/cloudfront/server.ts";
import type { ViewerRequest } from "../../cloud/cloudfront/viewer.ts";
import { closeServer, listen } from "../../cloud/http/listen.ts";

/** What the viewers' server gives a browser that keeps no Secure cookie of plain HTTP, as WebKit does, and takes from it. */

const faults: unknown[] = [];
let answered: readonly string[];
let seen: ViewerRequest | undefined;
const server = createViewerServer(
  (viewer) => {
    seen = viewer;
    return Promise.resolve({ status: 200, headers: {}, cookies: answered, body: Buffer.alloc(0) });
  },
  { onFault: (fault) => faults.push(fault), clock: REAL_CLOCK },
);
let port: number;
beforeAll(async () => {
  port = await listen(server, 0);
});
afterAll(() => closeServer(server));
beforeEach(() => {
  answered = [];
  seen = undefined;
});

/** Asks with the given Cookie headers; answers the cookies that come back. */
function ask(cookies: readonly string[] = []): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const headers = ["host", "localhost", ...cookies.flatMap((value) => ["cookie", value])];
    request({ port, host: "127.0.0.1", headers }, (answer) => {
      answer.resume().on("end", () => {
        resolve(answer.headers["set-cookie"] ?? []);
      });
    })
      .on("error", reject)
      .end();
  });
}

const cookiesSeen = (): readonly string[] =>
  (seen?.headers ?? []).filter(([name]) => name === "cookie").map(([, value]) => value);

/** What a browser like WebKit sends next: it keeps what is not Secure, and nothing whose life is over. */
function keptByWebKit(set: readonly string[], jar: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const next = new Map(jar);
  for (const cookie of set) {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", value = ""] = pair.split("=");
    if (attributes.includes("Secure")) continue;
    if (attributes.some((attribute) => /^(Max-Age=(0|-\d+)|Expires=.*1970.*)$/.test(attribute))) next.delete(name);
    else next.set(name, value);
  }
  return next;
}
const sentByWebKit = (jar: ReadonlyMap<string, string>): string[] =>
  jar.size === 0 ? [] : [[...jar].map(([name, value]) => `${name}=${value}`).join("; ")];

const SESSION = "__Host-session=s3cret; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=1209600";

describe("a Secure cookie over plain HTTP", () => {
  test("goes out as it is, and behind it a twin with all but Secure", async () => {
    answered = [SESSION, "theme=dark; secure; Partitioned; Path=/a"];
    expect(await ask()).toEqual([
      SESSION,
      "theme=dark; secure; Partitioned; Path=/a",
      "twin-of-__Host-session=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600",
      "twin-of-theme=dark; Path=/a",
    ]);
  });

  test.each([
    ["__Host- without Path=/", "__Host-a=1; Secure"],
    ["__Host- with another path behind it", "__Host-a=1; Path=/; Secure; Path=/b"],
    ["__Host- with a domain", "__Host-a=1; Path=/; Domain=localhost; Secure"],
    ["__Host- in other letters", "__hOST-a=1; Path=/b; Secure"],
    ["__Host- that is not Secure", "__Host-a=1; Path=/"],
    ["__Secure- that is not Secure", "__Secure-a=1; Path=/"],
    ["no name, which could claim any", "__Host-a"],
    ["an empty name", "=__Host-a; Secure; Path=/"],
  ])("has no twin where a browser would refuse it over TLS: %s", async (_, cookie) => {
    answered = [cookie];
    expect(await ask()).toEqual([cookie]);
  });

  test("comes back under its real name, and as nothing else, from a browser that kept the twin alone", async () => {
    answered = [SESSION, "__Secure-b=2; Secure; Path=/", "plain=3"];
    const jar = keptByWebKit(await ask());
    await ask(sentByWebKit(jar));
    expect(
      cookiesSeen()
        .flatMap((value) => value.split("; "))
        .sort(),
    ).toEqual(["__Host-session=s3cret", "__Secure-b=2", "plain=3"]);
  });

  test("counts once, as the real one, where both come back, in one header or in two", async () => {
    await ask(["__Host-session=real; twin-of-__Host-session=twin; a=1"]);
    expect(cookiesSeen()).toEqual(["__Host-session=real; a=1"]);
    await ask(["twin-of-__Host-session=twin", "__Host-session=real"]);
    expect(cookiesSeen()).toEqual(["__Host-session=real"]);
  });

  test.each([
    ["by its age", "__Host-session=; Path=/; HttpOnly; Secure; Max-Age=0"],
    ["by a day that is past", "__Host-session=; Path=/; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
  ])("ends %s, and its twin with it", async (_, ending) => {
    answered = [SESSION];
    const jar = keptByWebKit(await ask());
    expect(jar.size).toBe(1);
    answered = [ending];
    expect(keptByWebKit(await ask(sentByWebKit(jar)), jar).size).toBe(0);
  });

  test("ends its twin where a cookie that is not Secure takes its place", async () => {
    answered = ["theme=dark; Secure; Path=/"];
    const jar = keptByWebKit(await ask());
    answered = ["theme=light; Path=/; Max-Age=60"];
    await ask(sentByWebKit(keptByWebKit(await ask(sentByWebKit(jar)), jar)));
    expect(cookiesSeen()).toEqual(["theme=light"]);
    answered = ["theme=; Path=/; Max-Age=0"];
    const left = keptByWebKit(await ask(), keptByWebKit(["twin-of-theme=dark"]));
    expect([...left]).toEqual([]);
  });

  test("leaves a request without twins as it was sent", async () => {
    await ask(["a=1;b=2;; c", "d=4"]);
    // Node joins what its own reading knows, and gives the raw headers as they came.
    expect(cookiesSeen()).toEqual(["a=1;b=2;; c", "d=4"]);
    expect(faults).toEqual([]);
  });
});
