import { beforeEach, describe, expect, it } from "vitest";

import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { readHolder } from "../../lambda/charter/holder.ts";
import { writeMoment } from "../../lambda/waiver/moment.ts";
import { reserveTry } from "../../lambda/throttle/throttle.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { Client, idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness({ inMemory: true });

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

const { address: ADDRESS, charter: CHARTER, mailbox: MAILBOX, mails: MAILS } = SIGNING_LIMITS;

/** The limits that a flood uses up, by the names under which they are counted. */
const LIMITS = {
  address: ["sign-address", ADDRESS],
  openHour: ["sign-charter", CHARTER.openHour],
  openDay: ["sign-charter-day", CHARTER.openDay],
  openMonth: ["sign-charter-month", CHARTER.openMonth],
  keptOfCharter: ["sign-charter-kept", CHARTER.kept],
  openMailbox: ["copy-to", MAILBOX.open],
  keptMailbox: ["copy-kept", MAILBOX.kept],
  openPlaceMails: ["sign-place-mails", MAILS.openPlace],
  openCharterMails: ["sign-charter-mails", MAILS.openCharter],
  openMails: ["sign-company-mails", MAILS.open],
  keptCharterMails: ["sign-charter-mails-kept", MAILS.keptCharter],
  keptMails: ["sign-company-mails-kept", MAILS.kept],
  listedMails: ["sign-company-mails-listed", MAILS.listed],
} as const;
type Named = keyof typeof LIMITS;

/** Takes so much of a limit, or all of it, as a flood does. */
async function useUp(limit: Named, subject: string, much?: number): Promise<void> {
  const [scope, { max, seconds }] = LIMITS[limit];
  const { services, clock } = harness;
  const used = await reserveTry(services.table, { scope, subject, max, seconds }, clock.now, much ?? max);
  expect(used.ok).toBe(true);
}

/** Uses up all of the mails that signatures may cause: what is open, and what is kept. */
async function useUpMails(): Promise<void> {
  await useUp("openMails", "company");
  await useUp("keptMails", "company");
}

/** A signature for so many children. */
const family = (number: number): Partial<SignRequest> => ({
  participants: Array.from({ length: number }, (_, at) => ({ name: `Child ${at}`, birth_date: "2018-01-01" })),
  signer: { name: "Parent", relationship: "Parent" },
});

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
    harness.sender.away = true;
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
    expect(problem.detail).toMatch(
      /^No se firmó nada\. Firme otra vez a partir del \S+, \d+ de \S+ de 2026, \d+:\d\d [ap]/,
    );
    // An hour, and the minute in which the last of them came.
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(3_660);
    expect(throttled()).toBe(1);
    expect(harness.logs.join("\n")).toContain('"message":"signature refused"');
    expect((await readCharter(crew, slug)).signatures).toEqual([]);
    expect((await sign(from("198.51.100.250"), "Honest")).status).toBe(201);
    harness.clock.advance(Number(answer.headers.get("retry-after")) * 1_000);
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
    for (let turn = 0; turn < 5; turn += 1) expect((await sign(stranger, `Flood ${turn}`)).status).toBe(429);
    for (const limit of ["openHour", "keptOfCharter"] as const) await useUp(limit, slug);
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
    await sign(stranger, "Old", { waiver_version: "2020-01-01" });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, status: "canceled" });
    expect((await sign(stranger, "Canceled")).status).toBe(409);
    await useUp("address", stranger.address);
  });
});

describe("A charter that a few places flood", () => {
  it("still takes the first people of each other place, and refuses what comes after them", async () => {
    await useUp("openHour", slug);
    const other = from("203.0.113.41");
    expect((await sign(other, "Parents", family(10))).status).toBe(201);
    expect((await sign(other, "More", family(9))).status).toBe(201);
    expect((await sign(other, "Two", family(2))).status).toBe(429);
    expect((await sign(other, "Last")).status).toBe(201);
    expect((await sign(other, "One too many")).status).toBe(429);
    expect((await sign(from("203.0.113.42"), "Elsewhere")).status).toBe(201);
  });

  it("has a share for each site, and none for each network of a site", async () => {
    await useUp("openHour", slug);
    for (let network = 0; network < 2; network += 1)
      expect((await sign(from(`2001:db8:5:${network}::1`), `Site ${network}`, family(10))).status).toBe(201);
    expect((await sign(from("2001:db8:5:2::1"), "Site 2")).status).toBe(429);
    expect((await sign(from("2001:db8:6:2::1"), "Next site")).status).toBe(201);
  });

  it("takes nothing of a place's own limit for what it refuses", async () => {
    await useUp("openHour", slug);
    await useUp("keptOfCharter", slug);
    for (let turn = 0; turn < 3; turn += 1) expect((await sign(stranger, `Again ${turn}`)).status).toBe(429);
    await useUp("address", stranger.address);
  });

  it("counts people: ten children are ten", async () => {
    const { openHour, openDay, little } = CHARTER;
    await useUp("openHour", slug, openHour.max - 15);
    for (let turn = 0; turn < little.max / 10; turn += 1) await sign(stranger, `Family ${turn}`, family(10));
    expect((await sign(stranger, "Ten", family(10))).status).toBe(201);
    expect((await sign(stranger, "Six", family(6))).status).toBe(429);
    await useUp("openDay", slug, openDay.max - openHour.max + 5);
    expect((await sign(stranger, "Five", family(5))).status).toBe(201);
  });
});

describe("Past the limit of a charter", () => {
  it.each(["openHour", "openDay", "openMonth"] as const)(
    "(%s) nobody signs it but on the crew's device, and others are signed",
    async (limit) => {
      await useUp(limit, slug);
      await useUp("keptOfCharter", slug);
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

  it("nobody is told to sign again before all limits have room, nor after it has closed", async () => {
    await useUp("keptOfCharter", slug);
    await useUp("openDay", slug, CHARTER.openDay.max - CHARTER.openHour.max);
    harness.clock.advance(12 * 3_600_000);
    await useUp("openHour", slug);
    await useUp("openDay", slug, CHARTER.openHour.max);
    const seconds = Number((await sign(stranger, "Late")).headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(12 * 3_600);
    expect(seconds).toBeLessThanOrEqual(12.4 * 3_600);
    harness.clock.advance((seconds - 1) * 1_000);
    expect((await sign(stranger, "Too soon")).status).toBe(429);
    harness.clock.advance(1_000);
    expect((await sign(stranger, "Later")).status).toBe(201);
    const soon = await createCharter(admin, { date: dayOf(harness.clock.now), title: `Soon ${charters}` });
    await useUp("keptOfCharter", soon);
    await useUp("openMonth", soon);
    expect(readProblem(await sign(stranger, "Too late", { language: "es" }, soon)).detail).toBe(
      "No se firmó nada. Pregunte a la tripulación: en su dispositivo puede firmar ahora.",
    );
  });

  it("the minute that is told is not one in which it is still refused", async () => {
    await useUp("keptOfCharter", slug);
    harness.clock.advance(90_500);
    await useUp("openHour", slug);
    harness.clock.advance(10_000);
    const answer = await sign(stranger, "Late");
    const free = harness.clock.now.getTime() + Number(answer.headers.get("retry-after")) * 1_000;
    const told = new Date(Math.ceil(free / 60_000) * 60_000);
    expect(free % 60_000).not.toBe(0);
    expect(readProblem(answer).detail).toContain(writeMoment(told, "en-US", "America/New_York"));
  });
});

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

describe("A mailbox", () => {
  const HERS = "jane.doe@example.com";

  it("is not silenced by whoever asks for copies to it from elsewhere", async () => {
    harness.sender.away = true;
    const other = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
    const states: (string | undefined)[] = [];
    for (let turn = 0; turn < 12; turn += 1)
      states.push(copyOf(await sign(stranger, `Her ${turn}`, { email: HERS }, turn % 2 === 0 ? slug : other)));
    // The first, and five more from one place.
    expect(states).toEqual([...Array<string>(6).fill("queued"), ...Array<string>(6).fill("withheld")]);
    expect(copyOf(await sign(from("203.0.113.50"), "Jane Doe", { email: HERS }))).toBe("queued");
  });

  it("is one, however its address is written", async () => {
    harness.sender.away = true;
    const written = (turn: number) => `Jane.Doe+${turn}@Gmail.com`;
    for (let turn = 0; turn < 6; turn += 1)
      expect(copyOf(await sign(stranger, `Tag ${turn}`, { email: written(turn) }))).toBe("queued");
    for (const email of ["jane.doe+x@gmail.com", "JANEDOE@googlemail.com", "j.anedoe@gmail.com"])
      expect(copyOf(await sign(stranger, `Written ${email}`, { email }))).toBe("withheld");
  });

  it("gets so many from all places together, and the copy alone is withheld, also when it is asked for again", async () => {
    harness.sender.away = true;
    await useUp("openMailbox", "jane@example.com");
    await useUp("keptMailbox", "jane@example.com");
    const answer = await sign(stranger, "Jane", { email: "jane@example.com" });
    expect([answer.status, copyOf(answer)]).toEqual([201, "withheld"]);
    expect(throttled()).toBe(1);
    expect(await waitingMails("Jane")).toEqual(["signature"]);
    const again = await sign(stranger, "Jane", { email: "jane@example.com" });
    expect([again.status, again.text]).toEqual([200, answer.text]);
    harness.clock.advance(25 * 3_600_000);
    expect(copyOf(await sign(stranger, "Joan", { email: "jane@example.com" }))).toBe("queued");
  });

  it("is not asked for where a signature has no address: there is no copy to withhold", async () => {
    expect(copyOf(await sign(stranger, "Plain"))).toBe("none");
    expect(throttled()).toBe(0);
  });
});

describe("The mails of a day", () => {
  it("that a few places use up leave each other place its first ones, the admin's before the copy", async () => {
    harness.sender.away = true;
    await useUp("openMails", "company");
    const states: (readonly string[])[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await sign(stranger, `Few ${turn}`, turn === 2 ? {} : { email: `few${turn}@example.com` });
      states.push(await waitingMails(`Few ${turn}`));
    }
    expect(states).toEqual([["signature", "copy"], ["signature", "copy"], ["signature"], ["signature"]]);
    expect(await signAndWait(stranger, "Few 5")).toEqual([]);
    expect(await signAndWait(from("203.0.113.60"), "Honest", { email: "honest@example.com" })).toEqual([
      "signature",
      "copy",
    ]);
  });

  it("cannot be used up on one charter", async () => {
    harness.sender.away = true;
    await useUp("openMails", "company");
    await useUp("keptCharterMails", slug);
    expect(await signAndWait(stranger, "Flooded")).toEqual([]);
    const other = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
    expect(copyOf(await sign(stranger, "Elsewhere", { email: "else@example.com" }, other))).toBe("queued");
  });

  it("cannot be used up by one place, whatever its networks", async () => {
    harness.sender.away = true;
    await useUp("openPlaceMails", "2001:db8:7::/48");
    for (let turn = 0; turn < MAILS.little.max; turn += 1)
      expect(await signAndWait(from(`2001:db8:7:${turn}::1`), `Network ${turn}`)).toEqual(["signature"]);
    expect(await signAndWait(from("2001:db8:7:99::1"), "Network 99")).toEqual([]);
    expect(await signAndWait(from("2001:db8:8::1"), "Other site")).toEqual(["signature"]);
  });

  it("leave something for each other charter, however many are flooded", async () => {
    harness.sender.away = true;
    await useUp("openMails", "company");
    await useUp("keptMails", "company", MAILS.kept.max - 40);
    let place = 0;
    const flood = async (on: string): Promise<number> => {
      for (let taken = 0; ; taken += 1)
        if (
          copyOf(
            await sign(from(`2001:db8:${(place += 1)}::1`), `Flood ${place}`, { email: `f${place}@example.com` }, on),
          ) !== "queued"
        )
          return taken;
    };
    const charter = (number: number) =>
      createCharter(admin, { date: `2026-09-0${number}`, title: `Flood ${charters}` });
    const floods = [await flood(slug), await flood(await charter(2)), await flood(await charter(3))];
    // Of the forty each takes half of what is left, by two: a signature has a copy.
    expect(floods).toEqual([10, 5, 2]);
    expect(copyOf(await sign(stranger, "Honest", { email: "honest@example.com" }, await charter(4)))).toBe("queued");
  });

  it("take more than sixty places to be used up", () => {
    expect(MAILS.kept.max / MAILS.little.max).toBeGreaterThanOrEqual(60);
  });
});

describe("The mails of who is on a list", () => {
  /** Puts people on a charter's list. */
  async function list(on: string, ...names: readonly string[]): Promise<void> {
    const patrons = names.map((name) => ({ id: idOf(`${on} ${name}`), name }));
    const answer = await crew.send("POST", `/api/event/${on}/patrons`, {
      patrons,
      at: harness.clock.now.toISOString(),
    });
    expect(answer.status).toBe(200);
  }

  it("cannot be used up by strangers: not by 240 places, nor by what they sign as", async () => {
    harness.sender.away = true;
    await list(slug, "Jane Doe", "José Díaz");
    await useUpMails();
    for (let place = 0; place < 20; place += 1)
      expect(
        await signAndWait(from(`203.0.113.${place}`), `Stranger ${place}`, { email: `s${place}@example.com` }),
      ).toEqual([]);
    expect(await signAndWait(stranger, "Jane Doe", { email: "jane@example.com" })).toEqual(["signature", "copy"]);
    expect(await signAndWait(stranger, "Jose Diaz", { email: "jose@example.com" })).toEqual(["signature", "copy"]);
    expect(copyOf(await sign(stranger, "Of the family", { ...family(2), email: "none@example.com" }))).toBe("withheld");
  });

  it("are not for who is off the list, or on another charter's", async () => {
    harness.sender.away = true;
    await list(slug, "Jane Doe");
    const other = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
    await useUpMails();
    expect(copyOf(await sign(stranger, "Jane Doe", { email: "jane@example.com" }, other))).toBe("withheld");
    const at = new Date(harness.clock.now.getTime() + 1).toISOString();
    await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf(`${slug} Jane Doe`)}`, { at, listed: false });
    expect(await signAndWait(stranger, "Jane Doe", { email: "jane@example.com" })).toEqual([]);
  });

  it("are a few for each name, whoever has guessed it, and no place has all of them", async () => {
    harness.sender.away = true;
    await list(slug, "Jane");
    await useUpMails();
    const guess = async (client: Client, turn: number) =>
      copyOf(await sign(client, "Jane", { id: idOf(`${slug} guess ${turn}`), email: `jane${turn}@example.com` }));
    expect([await guess(stranger, 1), await guess(stranger, 2), await guess(stranger, 3)]).toEqual([
      "queued",
      "queued",
      "withheld",
    ]);
    expect(await guess(from("203.0.113.71"), 4)).toBe("queued");
    expect(await guess(from("203.0.113.72"), 5)).toBe("queued");
    expect(await guess(from("203.0.113.73"), 6)).toBe("withheld");
  });

  it("are enough for a hundred patrons of one charter", () => {
    const { listedCharter, listed } = MAILS;
    expect(listedCharter.max).toBeGreaterThanOrEqual(2 * 100);
    expect(listedCharter.times * (listed.max - listedCharter.max)).toBeGreaterThanOrEqual(listedCharter.max);
  });
});

async function signAndWait(client: Client, name: string, changes: Partial<SignRequest> = {}) {
  expect((await sign(client, name, changes)).status).toBe(201);
  return waitingMails(name);
}

describe("Past the mails of a charter, or of the company", () => {
  it.each(["charter", "company"] as const)(
    "(%s) a signature is on record, causes no mail, and is counted",
    async (of) => {
      if (of === "company") await useUpMails();
      else for (const limit of ["openCharterMails", "keptCharterMails"] as const) await useUp(limit, slug);
      const answer = await sign(stranger, "Quiet", { email: `quiet-${of}@example.com` });
      expect([answer.status, copyOf(answer)]).toEqual([201, "withheld"]);
      expect(throttled()).toBe(1);
      const event = await readCharter(crew, slug);
      expect([event.signed, event.mail.queued]).toEqual([1, 0]);
      const body = signature("Quiet", { id: idOf(`${slug} Quiet`) });
      expect(await harness.services.table.get(signatureKey(slug, body))).toMatchObject({
        mail_withheld: ["witness", "copy"],
      });
      expect((await sign(stranger, "Quiet", { email: `quiet-${of}@example.com` })).status).toBe(200);
      expect((await readCharter(crew, slug)).mail.queued).toBe(0);
    },
  );

  it("the crew's device is mailed for all the same: whoever stands before it is no stranger", async () => {
    await useUpMails();
    for (const limit of ["openCharterMails", "keptCharterMails"] as const) await useUp(limit, slug);
    expect(copyOf(await sign(crew, "Aboard", { email: "aboard@example.com", place: "kiosk" }))).toBe("queued");
    expect(throttled()).toBe(0);
  });

  it("the last mail is the admin's", async () => {
    harness.sender.away = true;
    await useUp("keptMails", "company");
    await useUp("openCharterMails", slug, MAILS.openCharter.max - 1);
    expect(copyOf(await sign(stranger, "Last", { email: "last@example.com" }))).toBe("withheld");
    expect(await waitingMails("Last")).toEqual(["signature"]);
  });
});

describe("The limits", () => {
  it("let one place close no charter, and all signatures of a day leave Gmail most of its mails", () => {
    const gmailPerDay = 2_000;
    expect(ADDRESS.max).toBeLessThan(CHARTER.openHour.max);
    expect(CHARTER.openHour.max).toBeLessThan(CHARTER.openDay.max);
    expect(CHARTER.openDay.max).toBeLessThan(CHARTER.openMonth.max);
    expect(MAILS.openPlace.max).toBeLessThan(MAILS.openCharter.max);
    expect(MAILS.openCharter.max).toBeLessThan(MAILS.open.max);
    expect(MAILS.open.max + MAILS.kept.max + MAILS.listed.max).toBeLessThanOrEqual(0.6 * gmailPerDay);
  });

  it("let no charter grow past what its page can be read with", () => {
    expect(CHARTER.openMonth.max + CHARTER.kept.max).toBeLessThanOrEqual(6_500);
    expect(CHARTER.kept.max / CHARTER.little.max).toBeGreaterThanOrEqual(200);
  });
});
