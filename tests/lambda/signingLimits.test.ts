import { beforeEach, describe, expect, it } from "vitest";

import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { readHolder } from "../../lambda/charter/holder.ts";
import { reserveTry } from "../../lambda/throttle/throttle.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { Client, idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness();

let charters = 0;
/** A charter and a stranger that no other test knows. */
let slug: string;
let stranger: Client;

beforeEach(async () => {
  charters += 1;
  harness.clock.advance(25 * 3_600_000);
  await Promise.all([admin.signIn("ada@example.com"), crew.signIn("cody@example.com")]);
  slug = await createCharter(admin, { date: "2026-09-01", first_name: "Jane", title: `Limit ${charters}` });
  stranger = from(`198.51.100.${charters}`);
  harness.logs.length = 0;
  harness.sender.away = false;
});

function from(address: string): Client {
  const client = new Client(harness);
  client.address = address;
  return client;
}

function sign(client: Client, name: string, changes: Partial<SignRequest> = {}, on = slug): Promise<Answer> {
  return client.send("POST", `/g/${on}/waiver`, signature(name, { id: idOf(`${on} ${name}`), ...changes }));
}

/** Uses up what is left of a limit, as a flood does. */
async function useUp(limit: keyof typeof SIGNING_LIMITS, subject: string): Promise<void> {
  const scopes = {
    address: "sign-address",
    charter: "sign-charter",
    charterDay: "sign-charter-day",
    mailbox: "copy-to",
    charterMails: "sign-charter-mails",
    companyMails: "sign-company-mails",
  } as const;
  const { max, seconds } = SIGNING_LIMITS[limit];
  const { services, clock } = harness;
  const used = await reserveTry(services.table, { scope: scopes[limit], subject, max, seconds }, clock.now, max);
  expect(used.ok).toBe(true);
}

/** How often something was counted as refused or withheld. */
function throttled(): number {
  return harness.logs.filter((line) => line.includes('"SigningThrottled":1')).length;
}

/** What waits to be mailed about a signature. */
async function waitingMails(name: string): Promise<readonly string[]> {
  const key = signatureKey(slug, signature(name, { id: idOf(`${slug} ${name}`) }));
  return Object.values((await readHolder(harness.services.table, key))?.outbox ?? {}).map(({ kind }) => kind);
}

const copyOf = (answer: Answer) => read(SignResponse, answer).copy;

describe("An honest charter", () => {
  it("of a hundred patrons who sign within an hour on one Wi-Fi, each twice for want of a signal, is let through whole", async () => {
    for (let patron = 0; patron < 100; patron += 1) {
      const email = `patron${patron}@example.com`;
      const first = await sign(stranger, `Patron ${patron}`, { email });
      expect([first.status, copyOf(first)]).toEqual([201, "queued"]);
      expect((await sign(stranger, `Patron ${patron}`, { email })).status).toBe(200);
      harness.clock.advance(35_000);
    }
    expect(throttled()).toBe(0);
    expect((await readCharter(crew, slug)).signed).toBe(100);
  });
});

describe("Past the limit of an address", () => {
  it("a signature is refused in the page's words, counted, and not recorded; another place is not", async () => {
    await useUp("address", stranger.address);
    const answer = await sign(stranger, "Flood", { language: "es" });
    const problem = readProblem(answer);
    expect([problem.status, problem.code, problem.title]).toEqual([
      429,
      "throttled",
      "Demasiadas firmas desde un mismo lugar",
    ]);
    expect(problem.detail).toMatch(/^No se firmó nada\. Firme otra vez a partir del \S+, \d+ de \S+ de 2026, \d+:00/);
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(3_600);
    expect(throttled()).toBe(1);
    expect(harness.logs.join("\n")).toContain('"message":"signature refused"');
    expect((await readCharter(crew, slug)).signatures).toEqual([]);
    expect((await sign(from("198.51.100.250"), "Honest")).status).toBe(201);
    harness.clock.advance(3_600_000);
    expect((await sign(stranger, "Later")).status).toBe(201);
  });

  it("a whole /64 of IPv6 is one place", async () => {
    await useUp("address", "2001:db8:0:7::/64");
    expect((await sign(from("2001:db8:0:7::1"), "One")).status).toBe(429);
    expect((await sign(from("2001:db8:0:7:dead:beef:0:2"), "Two")).status).toBe(429);
    expect((await sign(from("2001:db8:0:8::1"), "Neighbour")).status).toBe(201);
  });

  it("nothing is taken of the charter's own, so that one place closes none", async () => {
    await useUp("address", stranger.address);
    const { max, seconds } = SIGNING_LIMITS.charter;
    for (let turn = 0; turn < 5; turn += 1) expect((await sign(stranger, `Flood ${turn}`)).status).toBe(429);
    const limit = { scope: "sign-charter", subject: slug, max, seconds };
    expect(await reserveTry(harness.services.table, limit, harness.clock.now, max)).toEqual({ ok: true });
  });

  it("what was signed before is answered as it was", async () => {
    const first = await sign(stranger, "Before");
    await useUp("address", from("203.0.113.99").address);
    const answers = await Promise.all(Array.from({ length: 5 }, () => sign(stranger, "Before")));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`200 ${first.text}`]));
  });
});

describe("What is not signed", () => {
  it("locks nobody out: 300 tries on a charter that does not exist count for nothing", async () => {
    const body = signature("Nobody");
    for (let turn = 0; turn < 300; turn += 1)
      expect((await stranger.send("POST", "/g/2026-09-01-nobody-night/waiver", body)).status).toBe(404);
    expect((await sign(stranger, "Honest")).status).toBe(201);
  });

  it("counts for nothing on a canceled charter, or with an outdated text, either", async () => {
    const { max, seconds } = SIGNING_LIMITS.address;
    await sign(stranger, "Old", { waiver_version: "2020-01-01" });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, status: "canceled" });
    expect((await sign(stranger, "Canceled")).status).toBe(409);
    const limit = { scope: "sign-address", subject: stranger.address, max, seconds };
    expect(await reserveTry(harness.services.table, limit, harness.clock.now, max)).toEqual({ ok: true });
  });
});

describe("Past the limit of a charter", () => {
  it.each(["charter", "charterDay"] as const)(
    "(%s) nobody signs it but on the crew's device, and others are signed",
    async (limit) => {
      await useUp(limit, slug);
      const problem = readProblem(await sign(stranger, "Late"));
      expect([problem.status, problem.title]).toEqual([429, "Too many signatures for this charter"]);
      expect(problem.detail).toMatch(
        /^Nothing was signed\. Sign again from \w+day, \w+ \d+, 2026 at .* E[DS]T on, or ask the crew/,
      );
      crew.address = stranger.address;
      expect((await sign(crew, "At the dock", { place: "kiosk" })).status).toBe(201);
      const other = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
      expect((await sign(stranger, "Elsewhere", {}, other)).status).toBe(201);
      expect(throttled()).toBe(1);
    },
  );
});

describe("Past the limit of a mailbox", () => {
  it("the copy alone is withheld, and the answer says so, also when it is asked for again", async () => {
    harness.sender.away = true;
    await useUp("mailbox", "jane@example.com");
    const answer = await sign(stranger, "Jane", { email: "jane@example.com" });
    expect([answer.status, copyOf(answer)]).toEqual([201, "withheld"]);
    expect(throttled()).toBe(1);
    expect(await waitingMails("Jane")).toEqual(["signature"]);
    const again = await sign(stranger, "Jane", { email: "jane@example.com" });
    expect([again.status, again.text]).toEqual([200, answer.text]);
    harness.clock.advance(24 * 3_600_000);
    expect(copyOf(await sign(stranger, "Joan", { email: "jane@example.com" }))).toBe("queued");
  });

  it("a signature without an address has no copy to withhold", async () => {
    expect(copyOf(await sign(stranger, "Plain"))).toBe("none");
    expect(throttled()).toBe(0);
  });
});

describe("Past the mails of a charter, or of the company", () => {
  it.each(["charterMails", "companyMails"] as const)(
    "(%s) a signature is on record, causes no mail, and is counted",
    async (limit) => {
      await useUp(limit, limit === "companyMails" ? "company" : slug);
      const answer = await sign(stranger, "Quiet", { email: `quiet-${limit}@example.com` });
      expect([answer.status, copyOf(answer)]).toEqual([201, "withheld"]);
      expect(throttled()).toBe(1);
      const event = await readCharter(crew, slug);
      expect([event.signed, event.mail.queued]).toEqual([1, 0]);
      const body = signature("Quiet", { id: idOf(`${slug} Quiet`) });
      expect(await harness.services.table.get(signatureKey(slug, body))).toMatchObject({
        mail_withheld: ["witness", "copy"],
      });
      expect((await sign(stranger, "Quiet", { email: `quiet-${limit}@example.com` })).status).toBe(200);
      expect((await readCharter(crew, slug)).mail.queued).toBe(0);
    },
  );

  it("the crew's device is mailed for all the same: whoever stands before it is no stranger", async () => {
    for (const limit of ["charterMails", "companyMails"] as const)
      await useUp(limit, limit === "companyMails" ? "company" : slug);
    expect(copyOf(await sign(crew, "Aboard", { email: "aboard@example.com", place: "kiosk" }))).toBe("queued");
    expect(throttled()).toBe(0);
  });

  it("the last mail is the admin's", async () => {
    harness.sender.away = true;
    const { max, seconds } = SIGNING_LIMITS.charterMails;
    const limit = { scope: "sign-charter-mails", subject: slug, max, seconds };
    await reserveTry(harness.services.table, limit, harness.clock.now, max - 1);
    expect(copyOf(await sign(stranger, "Last", { email: "last@example.com" }))).toBe("withheld");
    expect(await waitingMails("Last")).toEqual(["signature"]);
  });
});

describe("The limits", () => {
  it("let one place close no charter, and all signatures of a day leave Gmail most of its mails", () => {
    const { address, charter, charterDay, charterMails, companyMails } = SIGNING_LIMITS;
    const gmailPerDay = 2_000;
    expect(address.max).toBeLessThan(charter.max);
    expect(charter.max).toBeLessThan(charterDay.max);
    expect(charterMails.max).toBeLessThan(companyMails.max);
    expect(companyMails.max).toBeLessThanOrEqual(0.6 * gmailPerDay);
  });
});
