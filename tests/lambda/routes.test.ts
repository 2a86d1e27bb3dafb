import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";

import { mayUse, PERMISSIONS, ROLES, type Rights } from "../../rules/contract/api/session.ts";
import { createAccount } from "../../lambda/accounts/store.ts";
import { routeTable } from "../../lambda/routes.ts";
import { CHEAP, Client, PASSWORD, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const CALLERS = ["nobody", "deckhand", "crew", "admin"] as const;

/** What each caller may do: the crew member takes money, the deckhand does not. */
const RIGHTS: Readonly<Record<(typeof CALLERS)[number], Rights | undefined>> = {
  nobody: undefined,
  deckhand: { role: "crew", permissions: [] },
  crew: { role: "crew", permissions: ["payments"] },
  admin: { role: "admin", permissions: [] },
};

/** Written out by hand: a route that is added or changes its access must be added or changed here too. */
const EXPECTED: Readonly<Record<string, string>> = {
  "GET /api/health": "public",
  "GET /api/session": "public",
  "POST /api/session": "public",
  "DELETE /api/session": "public",
  "GET /api/crew": "crew",
  "POST /api/crew": "admin",
  "PATCH /api/crew/:account": "admin",
  "POST /api/crew/:account/link": "admin",
  "DELETE /api/crew/:account/sessions": "admin",
  "GET /api/crew/day/:date": "crew",
  "PUT /api/kiosk/pin": "admin",
  "DELETE /api/kiosk/pin": "admin",
  "GET /api/account": "crew",
  "POST /api/account/password": "crew",
  "DELETE /api/account/sessions": "crew",
  "DELETE /api/account/sessions/:session": "crew",
  "POST /api/account/new-passkey": "crew",
  "POST /api/account/passkeys": "crew",
  "DELETE /api/account/passkeys/:passkey": "crew",
  "POST /api/account/second-factor": "crew",
  "PUT /api/account/second-factor": "crew",
  "DELETE /api/account/second-factor": "crew",
  "POST /api/session/passkey/options": "public",
  "POST /api/session/passkey": "public",
  "POST /api/reset": "public",
  "POST /api/link": "public",
  "POST /api/link/password": "public",
  "POST /api/link/new-passkey": "public",
  "POST /api/link/passkey": "public",
  "GET /api/availability": "crew",
  "PUT /api/availability/:date": "crew",
  "GET /api/calendar": "crew",
  "POST /api/calendar": "crew",
  "DELETE /api/calendar": "crew",
  "GET /api/calendar/:file": "public",
  "GET /api/vessels": "crew",
  "POST /api/vessels": "admin",
  "PATCH /api/vessels/:id": "admin",
  "GET /api/settings": "admin",
  "PATCH /api/settings": "admin",
  "GET /api/first-day": "admin",
  "DELETE /api/first-day": "admin",
  "GET /api/events": "crew",
  "POST /api/events": "admin",
  "GET /api/event/:slug": "crew",
  "GET /api/event/:slug/signatures/:id": "admin",
  "PATCH /api/event/:slug": "admin",
  "POST /api/event/:slug/move": "admin",
  "POST /api/event/:slug/call-off": "admin",
  "POST /api/event/:slug/reminders": "crew",
  "POST /api/event/:slug/patrons": "crew",
  "PATCH /api/event/:slug/patrons/:id": "crew",
  "POST /api/event/:slug/briefing": "crew",
  "POST /api/event/:slug/departures": "crew",
  "POST /api/event/:slug/roster": "admin",
  "POST /api/event/:slug/mail/retry": "admin",
  "POST /api/event/:slug/mail/withheld": "admin",
  "POST /api/payment/log": "payments",
  "POST /api/payment/refund": "admin",
  "POST /api/payment/reversal": "payments",
  "POST /api/payment/receipt": "payments",
  "GET /api/payments.csv": "admin",
  "GET /api/closeouts/:day": "crew",
  "POST /api/closeouts/:day": "admin",
  "GET /api/waiver-texts": "crew",
  "POST /api/waiver-texts": "admin",
  "POST /api/waiver-texts/preview": "admin",
  "PATCH /api/waiver-texts/draft": "admin",
  "GET /api/waiver-texts/:version": "crew",
  "GET /api/reminders/stop/:slug/:patron": "public",
  "GET /g/:slug/waiver": "public",
  "POST /g/:slug/waiver": "public",
};

const { harness, admin, crew, nobody } = useHarness();
const deckhand = new Client(harness);
const clients = { nobody, deckhand, crew, admin };

beforeAll(async () => {
  const account = { email: "dana@example.com", name: "Dana", role: "crew", password: PASSWORD } as const;
  await createAccount(harness.services.table, account, harness.clock.now, CHEAP);
  await deckhand.signIn(account.email);
});

describe("The route table", () => {
  it("declares exactly the routes and roles of the contract", () => {
    const declared = Object.fromEntries(
      routeTable(harness.services).map(({ method, path, access }) => [`${method} ${path}`, access]),
    );
    expect(declared).toEqual(EXPECTED);
  });

  for (const [route, access] of Object.entries(EXPECTED).filter(([, role]) => role !== "public")) {
    for (const caller of CALLERS) {
      const allowed = mayUse(v.parse(v.picklist([...ROLES, ...PERMISSIONS]), access), RIGHTS[caller]);
      it(`${allowed ? "lets" : "refuses"} ${caller} ${allowed ? "through to" : "at"} ${route}`, async () => {
        const [method = "", pattern = ""] = route.split(" ");
        const path = pattern
          .replace(":slug", "2026-05-23-nobody-night")
          .replace(/:(?:id|account|session|passkey)\b/, "nobody");
        const answer = await clients[caller].send(method, path, method === "GET" ? undefined : {});
        // Whoever is let through is told what is wrong with the empty request; nobody else learns even that.
        if (allowed) expect([200, 400, 404]).toContain(answer.status);
        else expect(answer.status).toBe(caller === "nobody" ? 401 : 403);
      });
    }
  }

  it("refuses a role as a problem that says what to do", async () => {
    const answer = await crew.send("POST", "/api/events", {});
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(readProblem(answer)).toMatchObject({ code: "not-allowed", status: 403, title: "This is for admins" });
  });
});

describe("A change that names its author", () => {
  const changes = Object.entries(EXPECTED).filter(
    ([route, access]) => access !== "public" && !route.startsWith("GET "),
  );
  const send = (client: typeof crew, route: string, author: string) => {
    const [method = "", pattern = ""] = route.split(" ");
    const path = pattern.replace(":slug", "2026-05-23-nobody-night").replace(":id", "nobody");
    return client.send(method, path, {}, { "x-scc-author": author });
  };

  it.each(changes)("is refused at %s while somebody else is signed in, whatever their role", async (route) => {
    for (const [client, author] of [
      [admin, "cody%40example.com"],
      [crew, "ada%40example.com"],
      [admin, "%E0%A4%A"],
    ] as const) {
      const answer = await send(client, route, author);
      expect(readProblem(answer)).toMatchObject({ code: "other-author", status: 409 });
    }
    expect((await send(nobody, route, "ada%40example.com")).status).toBe(401);
  });

  it.each(changes)("is let through at %s as without a name, where it is of whoever is signed in", async (route) => {
    const answer = await send(admin, route, "ada%40example.com");
    expect([200, 400, 404]).toContain(answer.status);
  });

  it("says who is signed in now, and what to do", async () => {
    expect(readProblem(await send(admin, "POST /api/events", "cody%40example.com"))).toMatchObject({
      title: "Ada is signed in on this device now",
      detail: "Nothing was recorded, as somebody else did this. Whoever did it has to sign in here again to send it.",
    });
  });
});

describe("Requests outside the table", () => {
  it("get 404 for a path that is not known", async () => {
    const answer = await admin.send("GET", "/api/nothing");
    expect(answer.status).toBe(404);
    expect(readProblem(answer).code).toBe("not-found");
  });

  it("get 405 and the methods for a path that is known", async () => {
    const answer = await admin.send("DELETE", "/api/event/2026-05-23-jane-afternoon");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, PATCH, HEAD");
  });

  it("may ask with HEAD for what GET answers, and get no body", async () => {
    const answer = await nobody.send("HEAD", "/api/health");
    expect(answer).toMatchObject({ status: 200, text: "" });
  });

  it("are never cached", async () => {
    for (const path of ["/api/health", "/api/nothing", "/g/2026-05-23-jane-afternoon/waiver"]) {
      expect((await nobody.send("GET", path)).headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("State changes", () => {
  it("without the client header are refused as cross-site", async () => {
    const answer = await admin.send("POST", "/api/events", {}, { "x-scc-client": "" });
    expect(answer.status).toBe(403);
    expect(readProblem(answer).code).toBe("cross-site");
  });

  it("that are not JSON are refused, as a form of another site could send them", async () => {
    const answer = await admin.send("POST", "/api/events", {}, { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
    expect(readProblem(answer).code).toBe("unsupported-media-type");
  });

  it("of more than 64 KB are refused", async () => {
    const answer = await crew.send("POST", "/api/payment/log", { note: "x".repeat(70_000) });
    expect(answer.status).toBe(413);
  });

  it("with broken JSON or wrong fields name each wrong field and none of the values", async () => {
    const broken = await harness.app.request("/api/payment/log", {
      method: "POST",
      body: "{",
      headers: { cookie: crew.cookie, "content-type": "application/json", "x-scc-client": "web" },
    });
    expect(broken.status).toBe(400);
    const wrong = await crew.send("POST", "/api/payment/log", {
      id: "x",
      amount_cents: "12",
      event: "secret-value",
      extra: 1,
    });
    expect(wrong.text).not.toContain("secret-value");
    expect(readProblem(wrong).errors).toEqual(
      expect.arrayContaining([
        { field: "id", message: "must be a UUID in lower case" },
        { field: "amount_cents", message: "must be a number" },
        { field: "patron", message: "is missing" },
        { field: "extra", message: "is not known here" },
      ]),
    );
  });

  it("say what each field wants in words, also where its schema has none of its own", async () => {
    const create = { date: "2026-07-01", first_name: "Jane", period: "noon", capacity: 0, price_cents: 1.5 };
    const wrong = await admin.send("POST", "/api/events", { ...create, required_crew: 5_000, title: 7, crew: {} });
    const said = Object.fromEntries((readProblem(wrong).errors ?? []).map(({ field, message }) => [field, message]));
    expect(said).toMatchObject({
      period: expect.stringMatching(/^must be morning, midday, .* or night$/) as string,
      capacity: "must be at least 1",
      price_cents: "must be a whole number",
      required_crew: expect.stringMatching(/^must be at most \d+$/) as string,
      title: "must be text",
      crew: "must be a list",
    });
    const empty = await crew.send("POST", "/api/event/2026-07-01-jane-night/patrons", { patrons: [], at: "x" });
    expect(readProblem(empty).errors).toContainEqual({ field: "patrons", message: "must not be empty" });
    for (const { message } of [...(readProblem(wrong).errors ?? []), ...(readProblem(empty).errors ?? [])])
      expect(message).not.toMatch(/[<>|"()]|Array|Object/);
  });
});
