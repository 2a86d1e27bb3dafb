import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import type { ApiResult } from "../../../site/api/apiFetch.ts";
import { Entry, type Write } from "../../../site/offline/entry.ts";
import { sendRound } from "../../../site/offline/sender.ts";
import { futuresOf, samplesOf, withFuture } from "../../support/future.ts";
import { DONE, LOST, ME, openDevice, OTHER_AUTHOR, problem, rewrite, SLUG, writeOf } from "./support.ts";

/** A server that knows ids, behind a network that loses requests and answers by a script; then all is well. */
function serverOf(faults: readonly Fault[]) {
  const taken: Write[] = [];
  let at = 0;
  const take = (write: Write): void => {
    if (!taken.some(({ id }) => id === write.id)) taken.push(write);
  };
  return {
    taken,
    post: (write: Write): Promise<ApiResult<unknown>> => {
      const fault = faults[at];
      at += 1;
      if (fault === "refuse") return Promise.resolve(problem(409));
      if (fault === "sign-in") return Promise.resolve(write.by === "" ? DONE : problem(401));
      if (fault === "busy") return Promise.resolve(problem(503));
      if (fault === "lose request") return Promise.resolve(LOST);
      take(write);
      return Promise.resolve(fault === "lose answer" ? LOST : DONE);
    },
  };
}

const NOTHING = (): Promise<void> => Promise.resolve();
const FAULTS = ["none", "lose request", "lose answer", "busy", "sign-in", "refuse"] as const;
type Fault = (typeof FAULTS)[number];
const SLUGS = [SLUG, "2026-05-24-omar-sunset"] as const;

describe("a round of sending", () => {
  it("never loses, never doubles and never reorders a charter, whatever the network and restarts do", async () => {
    const writes = fc.array(fc.record({ slug: fc.constantFrom(...SLUGS), patron: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    const faults = fc.array(fc.constantFrom(...FAULTS.filter((fault) => fault !== "refuse" && fault !== "sign-in")), {
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(writes, faults, async (planned, script) => {
        const server = serverOf(script);
        const first = await openDevice();
        await first.setAccount(ME);
        const made = planned.map(({ slug, patron }, index) =>
          writeOf(index + 1, { slug, subjects: [`patron:${patron}`] }),
        );
        for (const write of made) await first.add(write);
        for (let round = 0; round <= script.length; round += 1) {
          // Every round on a device that has just been switched on again.
          const device = await openDevice(first.name);
          await sendRound({ keep: NOTHING, store: device, post: server.post });
          const left = (await device.list()).map(({ write }) => write.id);
          device.close();
          const known = new Set([...left, ...server.taken.map(({ id }) => id)]);
          expect(known.size).toBe(made.length);
        }
        first.close();
        for (const slug of SLUGS) {
          expect(server.taken.filter((write) => write.slug === slug)).toEqual(
            made.filter((write) => write.slug === slug),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the order of each patron also around refusals, and keeps every refused write", async () => {
    const writes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(writes, fc.array(fc.constantFrom(...FAULTS), { maxLength: 10 }), async (patrons, script) => {
        const server = serverOf(script);
        const device = await openDevice();
        await device.setAccount(ME);
        const made = patrons.map((patron, index) => writeOf(index + 1, { subjects: [`patron:${patron}`] }));
        for (const write of made) await device.add(write);
        for (let round = 0; round <= script.length; round += 1) {
          await sendRound({ keep: NOTHING, store: device, post: server.post });
          // A person answers each refusal by trying again.
          for (const { seq, refusal } of await device.list())
            if (refusal !== null) await device.change(seq, { refusal: null });
        }
        await sendRound({ keep: NOTHING, store: device, post: server.post });
        device.close();
        expect(server.taken.length).toBe(made.length);
        for (const patron of [1, 2, 3]) {
          const of = (write: Write): boolean => write.subjects.includes(`patron:${patron}`);
          expect(server.taken.filter(of)).toEqual(made.filter(of));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("sends nothing more of whoever signs out in the middle of it, and what anybody may send still goes", async () => {
    const device = await openDevice();
    await device.setAccount(ME);
    for (const number of [1, 2]) await device.add(writeOf(number));
    await device.add(writeOf(3, { by: "" }));
    const sent: Write[] = [];
    const post = async (write: Write): Promise<ApiResult<unknown>> => {
      sent.push(write);
      await device.setAccount(null);
      return DONE;
    };
    expect(await sendRound({ keep: NOTHING, store: device, post })).toBe("idle");
    expect(sent).toEqual([writeOf(1), writeOf(3, { by: "" })]);
    expect((await device.list()).map(({ write }) => write)).toEqual([writeOf(2)]);
    device.close();
  });

  it("stops at the first lost request, so that a dead network is tried once and not for each write", async () => {
    const server = serverOf(["lose request"]);
    const device = await openDevice();
    await device.setAccount(ME);
    for (const number of [1, 2, 3]) await device.add(writeOf(number, { slug: SLUGS[number % 2] ?? SLUG }));

    expect(await sendRound({ keep: NOTHING, store: device, post: server.post })).toBe("later");
    expect((await device.list()).map(({ tries }) => tries)).toEqual([1, 0, 0]);
  });

  it("asks to sign in once, keeps everything, and still sends what needs no account", async () => {
    const server = serverOf(["sign-in"]);
    const device = await openDevice();
    await device.setAccount(ME);
    for (const write of [writeOf(1), writeOf(2), writeOf(3, { by: "", subjects: ["signature:3"] })])
      await device.add(write);

    expect(await sendRound({ keep: NOTHING, store: device, post: server.post })).toBe("signed-out");
    expect((await device.list()).map(({ seq, tries }) => [seq, tries])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(server.taken.map(({ id }) => id)).toEqual([writeOf(3).id]);
  });
});

describe("a phone that changes hands in the middle of a round", () => {
  it("sends nothing of its author's under the other's name, refuses none of it, and all that is anybody's still goes", async () => {
    const BEN = "ben@example.com";
    const writes = fc.array(fc.constantFrom(ME, BEN, ""), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(writes, fc.nat({ max: 8 }), async (authors, after) => {
        const device = await openDevice();
        await device.setAccount(ME);
        const made = authors.map((by, index) => writeOf(index + 1, { by, subjects: [`patron:${index}`] }));
        for (const write of made) await device.add(write);
        const taken: { readonly write: Write; readonly session: string }[] = [];
        let requests = 0;
        const post = (write: Write): Promise<ApiResult<unknown>> => {
          requests += 1;
          const session = requests > after ? BEN : ME;
          if (write.by !== "" && write.by !== session) return Promise.resolve(OTHER_AUTHOR);
          taken.push({ write, session });
          return Promise.resolve(DONE);
        };

        await sendRound({ keep: NOTHING, store: device, post });
        const left = await device.list();

        expect(left.map(({ refusal, tries, write }) => [refusal, tries, write.by === ""])).toEqual(
          left.map(() => [null, 0, false]),
        );
        expect(left.length + taken.length).toBe(made.length);
        for (const session of [BEN, ME]) {
          after = session === ME ? Number.POSITIVE_INFINITY : 0;
          await device.setAccount(session);
          await sendRound({ keep: NOTHING, store: device, post });
        }
        expect(await device.list()).toEqual([]);
        expect(taken.filter(({ write, session }) => write.by !== "" && write.by !== session)).toEqual([]);
        device.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe("the queue on the device", () => {
  it("takes the same write once, and keeps it over a restart", async () => {
    const device = await openDevice();
    await device.add(writeOf(1));
    await device.add(writeOf(1, { sentence: "Again" }));
    device.close();
    const again = await openDevice(device.name);

    expect((await again.list()).map(({ write }) => write.sentence)).toEqual(["Write 1"]);
    await again.change(1, { tries: 3 });
    await again.remove(1);
    await again.change(1, { tries: 4 });
    expect(await again.list()).toEqual([]);
  });

  it("keeps what a newer build left there, sends what it can, and is held up by nothing that it cannot read", async () => {
    const device = await openDevice();
    for (const number of [1, 2, 3]) await device.add(writeOf(number));
    const future = { ...writeOf(2), method: "PUT", kind: "of-the-future", urgent: { since: "noon" } };
    const before = await rewrite(device.name, (value, index) =>
      index === 0
        ? { ...value, write: "of another shape" }
        : index === 1
          ? { ...value, write: future, hold: true }
          : value,
    );

    expect((await device.list()).map(({ seq, write }) => [seq, write.kind])).toEqual([
      [2, "of-the-future"],
      [3, "change-patron"],
    ]);
    expect(await device.unread()).toBe(1);
    await device.change(2, { tries: 1 });
    const [first, second, third] = before;
    expect(await rewrite(device.name, (value) => value)).toEqual([first, { ...(second as object), tries: 1 }, third]);

    const posted: Write[] = [];
    const end = await sendRound({
      keep: NOTHING,
      store: { ...device, account: () => Promise.resolve(ME) },
      post: (write) => {
        posted.push(write);
        return Promise.resolve(DONE);
      },
    });
    expect([end, posted.map(({ method, body }) => [method, body])]).toEqual([
      "idle",
      [
        ["PUT", { number: 2 }],
        ["PATCH", { number: 3 }],
      ],
    ]);
    expect(await rewrite(device.name, (value) => value)).toEqual([first]);
  });

  it("reads an entry whatever words and fields it has gained", () => {
    for (const sample of samplesOf(Entry)) {
      for (const future of futuresOf(Entry, sample)) {
        const read = v.safeParse(Entry, withFuture(sample, future));
        expect(read.issues, future.place.join(".")).toBeUndefined();
      }
    }
  });

  it("never gives a place twice, also when the queue was empty in between", async () => {
    const device = await openDevice();
    await device.add(writeOf(1));
    await device.remove(1);
    await device.add(writeOf(2));

    expect((await device.list()).map(({ seq }) => seq)).toEqual([2]);
  });

  it("knows who is signed in until nobody is", async () => {
    const device = await openDevice();
    await device.setAccount(ME);
    expect(await device.account()).toBe(ME);
    await device.setAccount(null);
    expect(await device.account()).toBeNull();
  });
});
