import { describe, expect, it } from "vitest";

import { mayUse, type Role } from "../../rules/contract/api/session.ts";
import { routeTable } from "../../lambda/routes.ts";
import { readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const CALLERS = ["nobody", "crew", "admin"] as const;

/** Written out by hand: a route that is added or changes its access must be added or changed here too. */
const EXPECTED: Readonly<Record<string, string>> = {
  "GET /api/health": "public",
  "GET /api/session": "public",
  "POST /api/session": "public",
  "DELETE /api/session": "public",
  "GET /api/crew": "crew",
  "POST /api/crew": "admin",
  "GET /api/crew/day/:date": "crew",
  "GET /api/availability": "crew",
  "PUT /api/availability/:date": "crew",
  "GET /api/calendar": "crew",
  "POST /api/calendar": "crew",
  "DELETE /api/calendar": "crew",
  "GET /api/calendar/:file": "public",
  "GET /api/vessels": "crew",
  "POST /api/vessels": "admin",
  "PATCH /api/vessels/:id": "admin",
  "GET /api/events": "crew",
  "POST /api/events": "admin",
  "GET /api/event/:slug": "crew",
  "PATCH /api/event/:slug": "admin",
  "POST /api/event/:slug/patrons": "crew",
  "PATCH /api/event/:slug/patrons/:id": "crew",
  "POST /api/event/:slug/briefing": "crew",
  "POST /api/event/:slug/departures": "crew",
  "POST /api/event/:slug/roster": "admin",
  "POST /api/event/:slug/mail/retry": "admin",
  "POST /api/event/:slug/mail/withheld": "admin",
  "POST /api/payment/log": "crew",
  "POST /api/payment/refund": "admin",
  "POST /api/payment/reversal": "crew",
  "POST /api/payment/receipt": "crew",
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
const clients = { nobody, crew, admin };

describe("The route table", () => {
  it("declares exactly the routes and roles of the contract", () => {
    const declared = Object.fromEntries(
      routeTable(harness.services).map(({ method, path, access }) => [`${method} ${path}`, access]),
    );
    expect(declared).toEqual(EXPECTED);
  });

  for (const [route, access] of Object.entries(EXPECTED).filter(([, role]) => role !== "public")) {
    for (const caller of CALLERS) {
      const role: Role | undefined = caller === "nobody" ? undefined : caller;
      const allowed = mayUse(access === "admin" ? "admin" : "crew", role);
      it(`${allowed ? "lets" : "refuses"} ${caller} ${allowed ? "through to" : "at"} ${route}`, async () => {
        const [method = "", pattern = ""] = route.split(" ");
        const path = pattern.replace(":slug", "2026-05-23-nobody-night").replace(":id", "nobody");
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
        { field: "amount_cents", message: "must be number" },
        { field: "patron", message: "is missing" },
        { field: "extra", message: "is not known here" },
      ]),
    );
  });
});
