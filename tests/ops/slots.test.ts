import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { useOps } from "./support/command.ts";
import { runHere } from "./support/person.ts";
import { buildNamed, buildVariant, manifestOf, openBucket } from "./support/slot.ts";
import { useCloud } from "../support/useCloud.ts";

const { directory, data, local: LOCAL, ops } = useOps();
const Endpoint = v.pipe(v.string(), v.parseJson(), v.looseObject({ outputs: v.record(v.string(), v.unknown()) }));
const SlotList = v.pipe(v.string(), v.parseJson(), v.array(v.object({ slot: v.string() })));
const cloud = useCloud({ dataDirectory: data });
let bucket: ReturnType<typeof openBucket>;
/** The slot that the program built and that its Lambda is pinned to. */
let first: string;
/** Another sound slot. */
let second: string;

beforeAll(() => {
  bucket = openBucket(cloud);
  first = String(cloud.graph.outputs["slot"]);
});

beforeEach(async () => {
  await point(first, undefined);
  await bucket.clear(first);
  second = await bucket.upload(await buildNamed("second"));
});

async function point(live: string | undefined, previous: string | undefined): Promise<void> {
  const puts = [
    ["live", live],
    ["previous", previous],
  ].flatMap(([key = "", value]) => (value === undefined ? [] : [[key, value] as const]));
  const deletes = ["live", "previous"].filter(
    (key) => cloud.kvs.get(key) !== undefined && !puts.some(([put]) => put === key),
  );
  expect(await cloud.kvs.update({ puts, deletes })).toMatchObject({ ok: true });
}

async function upload(...names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(async (name) => bucket.upload(await buildNamed(name))));
}

async function listed(): Promise<string[]> {
  const { out } = await runHere(["slots", ...LOCAL, "--json"]);
  return v.parse(SlotList, out).map(({ slot }) => slot);
}

function pointers(): (string | undefined)[] {
  return [cloud.kvs.get("live"), cloud.kvs.get("previous")];
}

async function servedSlot(): Promise<string | undefined> {
  const page = await (await fetch(cloud.url)).text();
  return /_staging\/([0-9a-f]{12})\/app\.js/.exec(page)?.[1];
}

test("slots lists every upload with its use, the newest first, and marks what is incomplete", async () => {
  const half = await buildNamed("half");
  const files = half.files.size;
  half.files.delete("app.js");
  await bucket.upload(half);
  const listed = await ops(["slots", ...LOCAL]);
  const asJson = await runHere(["slots", ...LOCAL, "--json"]);

  expect([listed.code, listed.err]).toEqual([0, ""]);
  expect(listed.out).toMatch(
    new RegExp(
      `^${first}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  just now  +${files} +\\d+,\\d{3}  live, API, built$`,
      "m",
    ),
  );
  expect(listed.out).toMatch(new RegExp(`^${half.slot} .* +${files - 1} .*incomplete \\(1 missing: app.js\\)$`, "m"));
  expect(JSON.parse(asJson.out)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ slot: first, files, complete: true, uses: ["live", "API", "built"] }),
      expect.objectContaining({ slot: second, complete: true, uses: [] }),
      expect.objectContaining({ slot: half.slot, complete: false, lack: "1 missing: app.js" }),
    ]),
  );
});

test("promote shows what differs, moves the pointer, and viewers get the slot; rollback and rollback again go there and back", async () => {
  const promoted = await ops(["promote", second, ...LOCAL, "--yes"]);
  expect(promoted).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      new RegExp(`^Slot ${second} is live on local\\. All \\d+ checks of the smoke test hold\\.\n`),
    ) as string,
  });
  expect(promoted.err).toMatch(new RegExp(`live now  ${first}  uploaded .*\n  then      ${second}  uploaded`));
  expect(promoted.err).toMatch(
    /BYTES NOW +THEN\n {2}app\.css +changed +([\d,]+) +(?!\1)[\d,]+\n\n24 files are the same, but for the slot's name in 5 of them\.\n/,
  );
  expect(promoted.err).toContain(`The API (version 1) comes from another build, ${first}`);
  expect([...pointers(), await servedSlot()]).toEqual([second, first, second]);

  const back = await runHere(["rollback", ...LOCAL, "--yes"]);
  expect(back).toMatchObject({ code: 0, out: expect.stringContaining(`Slot ${first} is live on local.`) as string });
  expect(back.err).toContain("The API (version 1) comes from the same build.");
  expect([...pointers(), await servedSlot()]).toEqual([first, second, first]);

  const forth = await runHere(["rollback", ...LOCAL, "--yes", "--json"]);
  expect(JSON.parse(forth.out)).toMatchObject({ stack: "local", outcome: "held", slot: second, before: first });
  expect([...pointers(), await servedSlot()]).toEqual([second, first, second]);
});

test("a slot that is live already is said to be, and its history stays", async () => {
  await point(second, first);
  const again = await runHere(["promote", second, ...LOCAL]);
  expect(again).toEqual({ code: 0, out: `Slot ${second} is live on local already.\n`, err: "" });
  expect(pointers()).toEqual([second, first]);
});

test.each([
  ["--preview", 0, "Nothing was changed (--preview)."],
  ["", 1, "there is nobody to ask. Run it again with --yes."],
])("promote and prune with %j show everything and change nothing", async (flag, code, sentence) => {
  const flags = flag === "" ? [] : [flag];
  const third = await bucket.upload(await buildNamed("third"));
  const outcomes = await Promise.all([
    runHere(["promote", second, ...LOCAL, ...flags]),
    runHere(["prune", "--keep", "1", ...LOCAL, ...flags]),
  ]);
  expect(outcomes.map((outcome) => [outcome.code, outcome.out])).toEqual([
    [code, ""],
    [code, ""],
  ]);
  expect(outcomes[0].err).toMatch(new RegExp(`^(Checking.*\n)*Promote slot ${second} on local`, "m"));
  expect(outcomes[1].err).toContain("Remove 1 slot from local");
  for (const { err } of outcomes) expect(err).toContain(sentence);
  expect([...pointers(), ...(await listed()).sort()]).toEqual([first, undefined, ...[first, second, third].sort()]);
});

test("a slot that is not what was built is refused with a list, and nothing changes", async () => {
  const broken = await buildNamed("tampered with");
  await bucket.upload(broken);
  await bucket.put(broken.slot, "app.js", {
    body: Buffer.from("steal()"),
    contentType: "text/javascript; charset=utf-8",
  });
  await bucket.put(broken.slot, "app.css", {
    body: broken.files.get("app.css")?.body ?? Buffer.alloc(0),
    contentType: "text/plain",
  });
  await bucket.put(broken.slot, "extra.js", { body: Buffer.from("1"), contentType: "text/javascript" });
  await bucket.remove(broken.slot, "waiver.js");

  const { code, out, err } = await runHere(["promote", broken.slot, ...LOCAL, "--yes"]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(`Slot ${broken.slot} on local is not what was built:\n`);
  expect(err).toContain("  app.css is sent as text/plain, not as text/css; charset=utf-8.\n");
  expect(err).toMatch(/ {2}app\.js has other bytes than were built \(SHA-256 [0-9a-f]{12}…, not [0-9a-f]{12}…\)\.\n/);
  expect(err).toContain("  waiver.js is missing.\n  extra.js was not built with this slot.\nNothing was changed.");
  expect(pointers()).toEqual([first, undefined]);
});

test("a file that is replaced together with its line in the manifest is refused too: the slot's name is the hash of its files", async () => {
  const forged = await buildNamed("forged");
  forged.files.set("app.js", { body: Buffer.from("steal()"), contentType: "text/javascript; charset=utf-8" });
  forged.files.set("manifest.json", manifestOf(forged.slot, forged.files));
  await bucket.upload(forged);
  const { code, err } = await runHere(["promote", forged.slot, ...LOCAL, "--yes"]);
  expect([code, cloud.kvs.get("live")]).toEqual([1, first]);
  expect(err).toContain("manifest.json and the files fit each other, but not the slot's name");
});

test("a bad release is noticed by the smoke test and takes itself back, history and all", async () => {
  await point(first, second);
  const bad = await buildVariant((sources) => {
    sources.set("index.html", (sources.get("index.html") ?? "").replace(/<script[^]*?<\/script>/, ""));
  });
  await bucket.upload(bad);

  const { code, out, err } = await runHere(["promote", bad.slot, ...LOCAL, "--yes"]);
  expect(code).toBe(1);
  expect(err).toContain(`then      ${bad.slot}`);
  expect(out).toContain(
    `Slot ${bad.slot} did not prove itself on local:\n  ✗ the sign-in page comes from the live slot\n`,
  );
  expect(out).toContain(`\nSlot ${first} is live again.\n`);
  expect([...pointers(), await servedSlot()]).toEqual([first, second, first]);
});

test("of two operators the slower one is refused and told what is live now", async () => {
  const third = await bucket.upload(await buildNamed("third"));
  const slower = await runHere(["promote", second, ...LOCAL], async () => {
    await point(third, first);
    return "yes";
  });
  expect([slower.code, slower.out]).toEqual([1, ""]);
  expect(slower.err).toContain(
    `Somebody else has moved the pointer on local meanwhile: ${third} is live now, it was ${first}. Nothing was changed.`,
  );
  expect(pointers()).toEqual([third, first]);
});

test("an alias that is written meanwhile does not stand in the way, and is kept", async () => {
  const promoted = await runHere(["promote", second, ...LOCAL], async () => {
    await cloud.kvs.update({ puts: [["alias:old-link", "2026-05-23-jane-morning"]] });
    return "yes";
  });
  expect([promoted.code, ...pointers()]).toEqual([0, second, first]);
  expect(cloud.kvs.get("alias:old-link")).toBe("2026-05-23-jane-morning");
  await cloud.kvs.update({ deletes: ["alias:old-link"] });
});

test("whoever answers no changes nothing", async () => {
  const declined = await runHere(["promote", second, ...LOCAL], () => Promise.resolve("no"));
  expect([declined.code, ...pointers()]).toEqual([1, first, undefined]);
  expect(declined.err).toMatch(/Nothing was changed\.\n$/);
});

test("a stack without a live pointer gets its first one", async () => {
  await point(undefined, undefined);
  const promoted = await runHere(["promote", first, ...LOCAL, "--yes"]);
  expect([promoted.code, ...pointers()]).toEqual([0, first, undefined]);
  expect(promoted.err).toMatch(/live now {2}\(nothing\)\n[^]*What is live fails \d+ checks of the smoke test already/);
});

test("slots that are malformed, unknown or pruned are refused with what to do", async () => {
  await point(first, "0123456789ab");
  const lines = [["promote", "Live"], ["promote", "0123456789ab"], ["rollback"], ["promote"], ["prune", "--keep", "0"]];
  const outcomes = await Promise.all(lines.map((line) => runHere([...line, ...LOCAL, "--yes"])));
  await point(first, undefined);
  const nowhere = await runHere(["rollback", ...LOCAL, "--yes"]);
  expect(
    [...outcomes, nowhere].map(({ code, err }) => [code, err.trim().split("\n").at(-1)?.split(" See npm")[0]]),
  ).toEqual([
    [2, '"Live" is not a slot: 12 digits and letters a to f, as slots lists them.'],
    [1, "Slot 0123456789ab is not uploaded to local. slots lists what is."],
    [1, "Slot 0123456789ab is not uploaded to local. slots lists what is."],
    [2, "promote needs <slot>."],
    [2, '--keep "0" must be a whole number, 1 or more.'],
    [
      1,
      `No slot was live on local before ${first}, so there is nothing to go back to. slots shows what promote could take.`,
    ],
  ]);
});

test("prune removes what nobody needs, keeps the rest, and a second one finds nothing to do", async () => {
  const [live = "", previous = ""] = await upload("live one", "previous one");
  await upload("old one", "older one");
  await point(live, previous);
  const before = await listed();
  const pruned = await runHere(["prune", "--keep", "1", ...LOCAL, "--yes"]);
  const after = await listed();
  expect(pruned).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Removed \d slots from local, [\d,]+ bytes\. \d slots stay\.\n$/) as string,
  });
  expect(pruned.err).toMatch(/These stay:[^]+The bucket is versioned/);
  // The first of the list is the newest.
  expect(after).toEqual(before.filter((slot, index) => index === 0 || [live, previous, first].includes(slot)));
  expect(before.length).toBeGreaterThan(after.length);
  expect((await fetch(`${cloud.url}/_staging/${live}/app.css`)).status).toBe(200);

  const again = await runHere(["prune", "--keep", "1", ...LOCAL, "--yes"]);
  expect(again).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Nothing to remove: local needs or keeps all of its \d slots\.\n$/) as string,
  });
});

test("prune looks again before it deletes: a slot that was promoted while the preview was read stays", async () => {
  const doomed = await upload("doomed a", "doomed b");
  const [, victim = ""] = (await listed()).filter((slot) => doomed.includes(slot));
  const pruned = await runHere(["prune", "--keep", "1", ...LOCAL], async () => {
    await point(victim, first);
    return "yes";
  });
  expect(pruned.code).toBe(1);
  expect(pruned.err).toContain(`${victim} (live) is needed now. Nothing was removed; run prune again.`);
  expect(await listed()).toEqual(expect.arrayContaining(doomed));
});

test.each([
  ["bucketName", "The site's bucket is not there. Check account and region"],
  ["functionName", "A part of the stack is not there. Check account and region"],
  ["keyValueStoreArn", "A part of the stack is not there. Check account and region"],
])("a stack whose %s leads nowhere is told apart from an empty one", async (output, sentence) => {
  const elsewhere = mkdtempSync(join(directory, "elsewhere-"));
  const endpoint = v.parse(Endpoint, readFileSync(join(data, "endpoint.json"), "utf8"));
  const outputs = { ...endpoint.outputs, [output]: `${String(endpoint.outputs[output])}-not` };
  writeFileSync(join(elsewhere, "endpoint.json"), JSON.stringify({ ...endpoint, outputs }));
  const { code, out, err } = await runHere(["slots", "--stack", "local", "--data", elsewhere]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(sentence);
});
