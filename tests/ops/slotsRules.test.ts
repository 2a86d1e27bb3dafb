import { setTimeout } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { SlotStatus, Use } from "../../ops/slots/inventory.ts";
import { describeSlots } from "../../ops/slots/inventory.ts";
import { compareSlots } from "../../ops/slots/compare.ts";
import type { Manifest } from "../../ops/uploads/manifest.ts";
import { planPrune } from "../../ops/slots/planPrune.ts";
import { movePointers, undoMove } from "../../ops/slots/pointers.ts";
import { reportRelease } from "../../ops/release/report.ts";
import { tryOut, type Change, type Undo } from "../../ops/release/trial.ts";
import { waitUntil } from "../../ops/release/viewer.ts";
import { Refusal } from "../../ops/refusal.ts";
import type { EdgeChange, EdgeStore } from "../../ops/stack/edgeStore.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const HOUR = 60 * 60_000;
const [A, B, C] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"];

/** A slot that is `hours` old. */
function status(slot: string, hours: number, about: { uses?: readonly Use[]; lack?: string } = {}): SlotStatus {
  return {
    slot,
    uploadedAt: new Date(NOW.getTime() - hours * HOUR),
    files: 10,
    bytes: 1_000,
    lack: about.lack,
    uses: about.uses ?? [],
  };
}

function manifest(slot: string, files: Readonly<Record<string, string>>): Manifest {
  return {
    slot,
    files: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        { sha256: text, bytes: text.length, contentType: "text/plain" },
      ]),
    ),
  };
}

test("prune keeps the newest sound slots, everything in use however old, and what may still be on its way up", () => {
  const slots = [
    status("uploading", 0.5, { lack: "no manifest.json" }),
    status("newest", 1),
    status("broken", 2, { lack: "no manifest.json" }),
    status("second", 3),
    status("third", 4),
    status("live", 50, { uses: ["live"] }),
    status("gone", 60),
    status("api", 70, { uses: ["API rollback"] }),
    status("lost", 80, { uses: ["previous"], lack: "1 missing: app.js" }),
  ];
  const { remove, keep } = planPrune(slots, 2, NOW);
  expect(remove.map(({ slot }) => slot)).toEqual(["broken", "third", "gone"]);
  expect(keep.map(({ slot }) => slot)).toEqual(["uploading", "newest", "second", "live", "api", "lost"]);
});

test("a slot's uses, age and lacks come from the bucket, the pointers and the API together", () => {
  const file = (path: string, bytes: number, at: string) => ({ path, bytes, uploadedAt: new Date(at) });
  const sound = {
    slot: A,
    files: [file("a.js", 2, "2026-11-01T10:00:00Z"), file("manifest.json", 9, "2026-11-01T10:00:05Z")],
    manifest: manifest(A, { "a.js": "xx" }),
  };
  const short = {
    slot: B,
    files: [file("a.js", 1, "2026-11-02T10:00:00Z"), file("manifest.json", 9, "2026-11-02T10:00:00Z")],
    manifest: manifest(B, { "a.js": "xx" }),
  };
  const bare = { slot: C, files: [file("a.js", 2, "2026-11-03T10:00:00Z")], manifest: undefined };
  const slots = describeSlots(
    [sound, short, bare],
    { live: A, previous: B },
    { live: A, rollback: undefined, newest: C },
  );
  expect(slots).toEqual([
    {
      slot: C,
      uploadedAt: new Date("2026-11-03T10:00:00Z"),
      files: 1,
      bytes: 2,
      lack: "no manifest.json",
      uses: ["built"],
    },
    {
      slot: B,
      uploadedAt: new Date("2026-11-02T10:00:00Z"),
      files: 2,
      bytes: 10,
      lack: "another size than built: a.js",
      uses: ["previous"],
    },
    {
      slot: A,
      uploadedAt: new Date("2026-11-01T10:00:05Z"),
      files: 2,
      bytes: 11,
      lack: undefined,
      uses: ["live", "API"],
    },
  ]);
});

test("two slots differ in what was added, removed and changed, and not in a slot's own name", async () => {
  const files = {
    [A]: { "gone.js": "1", "longer.js": "22", "same.js": "3", "named.js": `load ${A}`, "other.js": `load ${A}` },
    [B]: { "longer.js": "333", "same.js": "3", "named.js": `load ${B}`, "other.js": `lead ${B}`, "new.js": "4444" },
  };
  const read = (slot: string, path: string) =>
    Promise.resolve({
      body: Buffer.from(new Map(Object.entries(files[slot] ?? {})).get(path) ?? ""),
      contentType: "text/plain",
    });
  const before = manifest(A, files[A] ?? {});
  expect(await compareSlots({ read }, before, manifest(B, files[B] ?? {}))).toEqual({
    changes: [
      { path: "gone.js", before: 1, after: undefined },
      { path: "longer.js", before: 2, after: 3 },
      { path: "new.js", before: undefined, after: 4 },
      { path: "other.js", before: 17, after: 17 },
    ],
    same: 2,
    renamed: 1,
  });
  // Of what is live nothing may be left but its manifest.
  const withoutOld = (slot: string, path: string) => (slot === A ? Promise.resolve(undefined) : read(slot, path));
  expect(await compareSlots({ read: withoutOld }, before, manifest(B, { "named.js": `load ${B}` }))).toMatchObject({
    same: 0,
    renamed: 0,
  });
});

/** A store that answers "changed" to a stale ETag, as AWS's does; `between` happens before each write. */
function fakeStore(
  initial: Readonly<Record<string, string>>,
  between: (values: Map<string, string>, write: number) => boolean = () => false,
) {
  const values = new Map(Object.entries(initial));
  let version = 1;
  let writes = 0;
  const store: EdgeStore = {
    list: () => Promise.resolve({ etag: String(version), values: new Map(values) }),
    update: ({ puts = {}, deletes = [] }: EdgeChange, etag) => {
      if (between(values, ++writes)) version++;
      if (etag !== String(version)) return Promise.resolve("changed");
      for (const [key, value] of Object.entries(puts)) values.set(key, value);
      for (const key of deletes) values.delete(key);
      version++;
      return Promise.resolve("done");
    },
  };
  return { store, values };
}

/** How long a move waits before it looks again, in ms: here nothing is on its way. */
const PAUSE = 1;

test("a move writes both pointers; another key that changes meanwhile only costs a second try", async () => {
  const { store, values } = fakeStore({ live: A }, (all, write) => write === 1 && all.set("alias:x", "y").size > 0);
  expect(
    await movePointers(store, { live: A, previous: undefined, etag: "1" }, { live: B, previous: A }, PAUSE),
  ).toEqual({
    moved: true,
  });
  expect(Object.fromEntries(values)).toEqual({ live: B, previous: A, "alias:x": "y" });
});

test.each([
  ["its answer was lost", () => Promise.reject(new Error("socket hang up"))],
  ["the SDK tried again after its answer was lost", () => Promise.resolve("changed" as const)],
])("a move is known as one's own where %s", async (_case, lost) => {
  const { store, values } = fakeStore({ live: A });
  const losing: EdgeStore = { ...store, update: async (change, etag) => store.update(change, etag).then(lost) };
  const from = { live: A, previous: undefined, etag: "1" };
  expect(await movePointers(losing, from, { live: B, previous: A }, PAUSE)).toEqual({ moved: true });
  expect(Object.fromEntries(values)).toEqual({ live: B, previous: A });
});

test("a move that never arrives is tried again, and then its fault is told", async () => {
  let tries = 0;
  const { store, values } = fakeStore({ live: A });
  const away = (after: number): EdgeStore => ({
    ...store,
    update: (change, etag) => (++tries > after ? store.update(change, etag) : Promise.reject(new Error("no network"))),
  });
  const from = { live: A, previous: undefined, etag: "1" };
  await expect(movePointers(away(99), from, { live: B, previous: A }, PAUSE)).rejects.toThrow("no network");
  tries = 0;
  expect(await movePointers(away(2), from, { live: B, previous: A }, PAUSE)).toEqual({ moved: true });
  expect(values.get("live")).toBe(B);
});

test("a move writes nothing once somebody else has moved a pointer, be it only the previous one", async () => {
  const { store, values } = fakeStore({ live: A, previous: B }, (all) => all.set("previous", C).size > 0);
  const moved = await movePointers(store, { live: A, previous: B, etag: "1" }, { live: B, previous: A }, PAUSE);
  expect(moved).toEqual({ moved: false, now: expect.objectContaining({ live: A, previous: C }) as unknown });
  expect(Object.fromEntries(values)).toEqual({ live: A, previous: C });
});

test("moving back restores what was there, also that nothing was, and leaves another operator's move alone", async () => {
  const own = fakeStore({ live: B });
  expect(await undoMove(own.store, { live: undefined, previous: undefined }, { live: B, previous: undefined })).toEqual(
    { moved: true },
  );
  expect(own.values.size).toBe(0);

  const other = fakeStore({ live: C, previous: B });
  const undone = await undoMove(other.store, { live: A, previous: undefined }, { live: B, previous: A });
  expect(undone).toMatchObject({ moved: false, now: { live: C } });
  expect(other.values.get("live")).toBe(C);
});

const GOOD = { name: "good", ok: true, detail: "", milliseconds: 1 };
const BAD = { name: "bad", ok: false, detail: "It is bad.", milliseconds: 1 };

function change(over: Partial<Change<void>> = {}): Change<void> & { undone: () => number } {
  let undone = 0;
  const undo = (): Promise<Undo> => {
    undone++;
    return Promise.resolve({ undone: true, note: "" });
  };
  return {
    make: () => Promise.resolve(),
    insisted: () => undefined,
    failedBefore: new Set(),
    arrive: () => Promise.resolve(undefined),
    smoke: () => Promise.resolve([GOOD]),
    undo,
    ...over,
    undone: () => undone,
  };
}

test("a change stays when every check holds, and when those that fail failed before", async () => {
  const fine = change();
  const noWorse = change({ failedBefore: new Set(["bad"]), smoke: () => Promise.resolve([GOOD, BAD]) });
  expect(await tryOut(fine)).toEqual({ outcome: "held", checks: [GOOD] });
  expect(await tryOut(noWorse)).toEqual({ outcome: "held", checks: [GOOD, BAD] });
  expect([fine.undone(), noWorse.undone()]).toEqual([0, 0]);
});

test.each([
  [
    "a check fails that held before",
    { failedBefore: new Set(["other"]), smoke: () => Promise.resolve([GOOD, BAD]) },
    "",
  ],
  ["viewers never get it", { arrive: () => Promise.resolve("Nobody got it.") }, "Nobody got it."],
  [
    "the smoke test itself breaks",
    { smoke: () => Promise.reject(new Error("no network.")) },
    "The smoke test broke off: Error: no network.",
  ],
])("a change is taken back when %s", async (_case, over, reason) => {
  const tried = change(over);
  expect(await tryOut(tried)).toMatchObject({ outcome: "undone", reason });
  expect(tried.undone()).toBe(1);
});

test("Ctrl-C while a change is looked at takes it back", async () => {
  const tried = change({
    smoke: () =>
      new Promise(() => {
        setImmediate(() => process.emit("SIGINT"));
      }),
  });
  expect(await tryOut(tried)).toMatchObject({
    outcome: "undone",
    reason: "It was interrupted before it had proved itself.",
  });
  expect([tried.undone(), process.listenerCount("SIGINT")]).toEqual([1, 0]);
});

test("Ctrl-C as a change is being made takes it back, and Ctrl-C again does not leave it half way", async () => {
  const insisted: string[] = [];
  let make = (): void => undefined;
  let undone = (): void => undefined;
  const looked = vi.fn(() => Promise.resolve([GOOD]));
  const verdict = tryOut({
    ...change({ smoke: looked }),
    make: () =>
      new Promise<void>((resolve) => {
        make = resolve;
      }),
    undo: () =>
      new Promise<Undo>((resolve) => {
        undone = () => {
          resolve({ undone: true, note: "" });
        };
      }),
    insisted: () => insisted.push("again"),
  });
  process.emit("SIGINT");
  make();
  await setTimeout(5);
  for (const ending of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.emit(ending);
  undone();
  expect(await verdict).toMatchObject({ outcome: "undone" });
  expect([insisted.length, process.listenerCount("SIGINT"), process.listenerCount("SIGHUP")]).toEqual([3, 0, 0]);
});

test("where nobody knows whether a change was made, that is said, and not that nothing happened", async () => {
  const lost = change({ make: () => Promise.reject(Object.assign(new Error("reset"), { code: "ECONNRESET" })) });
  await expect(tryOut(lost)).rejects.toThrow("WHETHER IT WAS CHANGED IS NOT KNOWN");
  await expect(tryOut(change({ make: () => Promise.reject(new Refusal("Somebody else did.")) }))).rejects.toThrow(
    /^Somebody else did\.$/,
  );
});

test("what cannot be taken back is said loudly, with the command to do it by hand", async () => {
  const release = {
    stack: "prod",
    subject: "slot b",
    before: "slot a",
    wayBack: "npm run ops -- rollback --stack prod",
  };
  const failing = { smoke: () => Promise.resolve([BAD]) };
  const stuck = await tryOut(change({ ...failing, undo: () => Promise.reject(new Error("no network")) }));
  const overtaken = await tryOut(change({ ...failing, undo: () => Promise.resolve({ undone: false, now: "slot c" }) }));
  const [one, other] = [reportRelease(release, stuck, {}), reportRelease(release, overtaken, {})];
  expect([one.ok, other.ok]).toEqual([false, false]);
  expect(one.text).toContain(
    "✗ bad\n      It is bad.\n\nSlot b IS STILL LIVE, because taking it back failed (Error: no network). Do it by hand: npm run ops -- rollback --stack prod",
  );
  expect(other.text).toContain(
    "It was not taken back, because somebody else has changed what is live meanwhile: it is slot c now.",
  );
});

test("waiting ends when something holds three times in a row, or when the time is up", async () => {
  const answers = [true, true, false, true, true, true];
  let asked = 0;
  const settled = await waitUntil(() => Promise.resolve(answers[asked++] ?? false), {
    seconds: 5,
    pauseMilliseconds: 1,
  });
  expect([settled, asked]).toEqual([true, 6]);
  expect(await waitUntil(() => Promise.resolve(false), { seconds: 0.05, pauseMilliseconds: 5 })).toBe(false);
});
