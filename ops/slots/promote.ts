import { SLOT_MANIFEST, SLOT_PATTERN } from "../../rules/contract/slots.ts";
import { readApi } from "../api/versions.ts";
import type { Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import type { Terminal } from "../cli/terminal.ts";
import type { Check } from "../smoke/check.ts";
import { smoke } from "../smoke/smoke.ts";
import type { Stack } from "../stack/stack.ts";
import { openSlotBucket, type SlotBucket } from "../uploads/bucket.ts";
import { compareSlots } from "./compare.ts";
import { inspectSlot, type Inspection } from "./inspect.ts";
import { parseManifest, type Manifest } from "../uploads/manifest.ts";
import { isSamePosition, movePointers, readPointers, undoMove, type Pointers, type Position } from "./pointers.ts";
import { describePromotion, type PreviewSlot } from "./preview.ts";
import { reportRelease, type Release as Words } from "../release/report.ts";
import { INSISTED, tryOut, type Undo } from "../release/trial.ts";
import { showsSlot, waitUntil } from "../release/viewer.ts";

interface Release {
  readonly stack: Stack;
  readonly terminal: Terminal;
  readonly slot: string;
  /** Read before anything was shown: the move is refused if it no longer holds. */
  readonly from: Pointers;
  /** How the preview begins. */
  readonly verb: string;
}

/** Makes an uploaded slot the live one, and takes that back if the smoke test finds it wanting. */
export async function promote(stack: Stack, terminal: Terminal, slot: string): Promise<Report> {
  const from = await readPointers(stack.edgeStore());
  if (from.live === slot) {
    return {
      ok: true,
      text: `Slot ${slot} is live on ${stack.name} already.`,
      data: { stack: stack.name, outcome: "already live", live: slot },
    };
  }
  return release({ stack, terminal, slot, from, verb: "Promote" });
}

/** Makes the slot live that was live before; done twice, it changes nothing. */
export async function rollback(stack: Stack, terminal: Terminal): Promise<Report> {
  const from = await readPointers(stack.edgeStore());
  const slot = from.previous;
  if (slot === undefined || slot === from.live || !SLOT_PATTERN.test(slot)) {
    throw new Refusal(
      `No slot was live on ${stack.name} before ${from.live ?? "this one"}, so there is nothing to go back to. slots shows what promote could take.`,
    );
  }
  return release({ stack, terminal, slot, from, verb: "Roll back to" });
}

async function release(work: Release): Promise<Report> {
  const { stack, terminal, slot, from } = work;
  const { manifest, before, failedBefore, preview } = await prepare(work);
  await terminal.confirm(preview);
  const to = { live: slot, previous: before?.slot ?? from.previous };
  const verdict = await tryOut({
    make: async () => {
      const moved = await movePointers(stack.edgeStore(), from, to);
      if (!moved.moved) throw new Refusal(describeRace(stack.name, from, moved.now));
    },
    failedBefore,
    arrive: () => awaitEdge(work, manifest),
    smoke: () => look(work, slot),
    undo: () => moveBack(work, to, before?.manifest),
    insisted: () => {
      terminal.progress(INSISTED);
    },
  });
  return reportRelease(toWords(work), verdict, { slot, before: from.live ?? null });
}

/** Reads and checks everything before anything is changed. */
async function prepare(work: Release) {
  const { stack, terminal, slot, from, verb } = work;
  const bucket = openSlotBucket(stack);
  terminal.progress(`Downloading slot ${slot} to compare it with what was built`);
  const found = requireSound(stack, slot, await inspectSlot(bucket, slot));
  const [before, api] = await Promise.all([readLive(bucket, from), readApi(stack)]);
  const comparison = await compareSlots(bucket, before?.manifest, found.manifest);
  const checks = await look(work, undefined);
  const title = `${verb} slot ${slot} on ${stack.name} (${stack.output("url")}):`;
  const preview = describePromotion({ title, before, after: { slot, ...found }, comparison, api, checks }, new Date());
  return {
    manifest: found.manifest,
    before,
    failedBefore: new Set(checks.filter(({ ok }) => !ok).map(({ name }) => name)),
    preview,
  };
}

function toWords({ stack: { name }, slot, from: { live } }: Release): Words {
  const wayBack = `npm run ops -- ${live === undefined ? "promote SLOT" : "rollback"} --stack ${name}`;
  return { stack: name, subject: `slot ${slot}`, before: live === undefined ? "nothing" : `slot ${live}`, wayBack };
}

function requireSound({ name }: Stack, slot: string, found: Inspection): Extract<Inspection, { state: "sound" }> {
  if (found.state === "sound") return found;
  if (found.state === "absent") throw new Refusal(`Slot ${slot} is not uploaded to ${name}. slots lists what is.`);
  throw new Refusal(
    [
      `Slot ${slot} on ${name} is not what was built:`,
      ...found.problems.map((problem) => `  ${problem}`),
      "Nothing was changed. Build and upload it again (pulumi up), or take another slot.",
    ].join("\n"),
  );
}

/** Reads what the preview says about the live slot; undefined when none is. */
async function readLive(bucket: SlotBucket, { live }: Position): Promise<PreviewSlot | undefined> {
  if (live === undefined || !SLOT_PATTERN.test(live)) return undefined;
  const [[listed], manifest] = await Promise.all([bucket.list(live), bucket.read(live, SLOT_MANIFEST)]);
  const uploads = listed?.files.map(({ uploadedAt }) => uploadedAt.getTime());
  return {
    slot: live,
    uploadedAt: uploads === undefined ? undefined : new Date(Math.max(...uploads)),
    manifest: parseManifest(manifest?.body.toString() ?? ""),
  };
}

function look({ stack, terminal }: Release, slot: string | undefined): Promise<readonly Check[]> {
  return smoke({ url: stack.output("url"), slot }, (text) => {
    terminal.progress(text);
  });
}

function describeRace(stack: string, from: Position, now: Position): string {
  if (isSamePosition(from, now))
    return `The edge's store on ${stack} is being written to all the time. Nothing was changed; try again.`;
  return (
    `Somebody else has moved the pointer on ${stack} meanwhile: ${now.live ?? "nothing"} is live now, it was ${from.live ?? "nothing"}. ` +
    "Nothing was changed. Look at slots, then decide again."
  );
}

async function awaitEdge({ stack, terminal, slot }: Release, manifest: Manifest): Promise<string | undefined> {
  const url = stack.output("url");
  terminal.progress(`Waiting until viewers get slot ${slot}`);
  const arrived = await waitUntil(() => showsSlot(url, manifest));
  return arrived ? undefined : `${url}/ was not answered with the page of slot ${slot} within a minute.`;
}

async function moveBack({ stack, terminal, from }: Release, to: Position, old: Manifest | undefined): Promise<Undo> {
  const moved = await undoMove(stack.edgeStore(), from, to);
  if (!moved.moved) return { undone: false, now: moved.now.live ?? "nothing" };
  if (old === undefined) return { undone: true, note: "" };
  terminal.progress(`Waiting until viewers get slot ${from.live ?? ""} again`);
  const seen = await waitUntil(() => showsSlot(stack.output("url"), old));
  return { undone: true, note: seen ? "" : "Viewers did not get it within a minute; look again with smoke." };
}
