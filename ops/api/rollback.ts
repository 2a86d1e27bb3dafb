import type { Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { formatTable } from "../cli/table.ts";
import type { Terminal } from "../cli/terminal.ts";
import { openSlotBucket } from "../uploads/bucket.ts";
import { listFailed, reportRelease } from "../release/report.ts";
import { readUploads, soundSlots } from "../uploads/uploads.ts";
import { INSISTED, tryOut, type Undo } from "../release/trial.ts";
import { askApiSlot, waitUntil } from "../release/viewer.ts";
import { count, describeAge, describeInstant } from "../cli/words.ts";
import type { Check } from "../smoke/check.ts";
import { smoke } from "../smoke/smoke.ts";
import type { Stack } from "../stack/stack.ts";
import { chooseRollback } from "./plan.ts";
import { moveAlias, readApi, type ApiState, type ApiVersion } from "./versions.ts";

interface Work {
  readonly stack: Stack;
  readonly terminal: Terminal;
  /** Read before anything was shown: the move is refused if it no longer holds. */
  readonly from: ApiState;
  readonly to: ApiVersion;
}

/** Makes another version of the API live, and takes that back if the smoke test finds it wanting. */
export async function rollbackApi(stack: Stack, terminal: Terminal, wanted: string | undefined): Promise<Report> {
  const [from, uploads] = await Promise.all([readApi(stack), readUploads(openSlotBucket(stack))]);
  if (wanted === from.liveVersion) {
    const data = { stack: stack.name, outcome: "already live", version: wanted };
    return { ok: true, text: `Version ${wanted} of the API is live on ${stack.name} already.`, data };
  }
  const choice = chooseRollback(from, soundSlots(uploads), wanted);
  if (!choice.possible) throw new Refusal(`The API of ${stack.name} stays as it is: ${choice.reason}.`);
  return release({ stack, terminal, from, to: choice.to });
}

async function release(work: Work): Promise<Report> {
  const { stack, terminal, from, to } = work;
  const checksBefore = await look(work);
  await terminal.confirm(describeMove(work, checksBefore, new Date()));
  const verdict = await tryOut({
    make: async () => {
      const moved = await moveAlias(stack, to.version, from.revisionId);
      if (moved === "changed") throw new Refusal(await describeRace(work));
      return moved.revisionId;
    },
    failedBefore: new Set(checksBefore.filter(({ ok }) => !ok).map(({ name }) => name)),
    arrive: () => arrive(work),
    smoke: () => look(work),
    undo: (revisionId) => moveBack(work, revisionId),
    insisted: () => {
      terminal.progress(INSISTED);
    },
  });
  const words = {
    stack: stack.name,
    subject: `version ${to.version} of the API`,
    before: `version ${from.liveVersion}`,
    wayBack: `npm run ops -- api rollback ${from.liveVersion} --stack ${stack.name}`,
  };
  return reportRelease(words, verdict, { version: to.version, before: from.liveVersion });
}

function look({ stack, terminal }: Work): Promise<readonly Check[]> {
  return smoke({ url: stack.output("url"), slot: undefined }, (text) => {
    terminal.progress(text);
  });
}

function describeMove({ stack, from, to }: Work, checks: readonly Check[], now: Date): string {
  const row = (head: string, { version, publishedAt, slot }: ApiVersion): readonly string[] => [
    head,
    `version ${version}`,
    `published ${describeInstant(publishedAt)}, ${describeAge(publishedAt, now)}`,
    `waiver pages of slot ${slot ?? "(none)"}`,
  ];
  const live = from.live === undefined ? ["live now", from.liveVersion] : row("live now", from.live);
  const failed = checks.filter(({ ok }) => !ok);
  return [
    `Move the API of ${stack.name} (${stack.output("url")}) to another version:`,
    "",
    formatTable([live, row("then", to)]).replace(/^/gm, "  "),
    "",
    "A version has its own code, settings and secrets. Data stays as it is, and so does the dashboard's live slot.",
    ...(failed.length === 0
      ? []
      : ["", `What is live fails ${count(failed.length, "check")} of the smoke test already:`, listFailed(failed)]),
    "",
  ].join("\n");
}

async function describeRace({ stack, from }: Work): Promise<string> {
  const { liveVersion } = await readApi(stack);
  return (
    `Somebody else has moved the API of ${stack.name} meanwhile: version ${liveVersion} is live now, it was ${from.liveVersion}. ` +
    "Nothing was changed. Look at api versions, then decide again."
  );
}

/** Two versions of one slot cannot be told apart from outside; a version that does not answer is the smoke test's to tell. */
async function arrive({ stack, terminal, from, to }: Work): Promise<string | undefined> {
  if (from.live?.slot === to.slot) return undefined;
  terminal.progress(`Waiting until viewers get version ${to.version}`);
  const arrived = await waitUntil(async () => (await askApiSlot(stack.output("url"))) !== from.live?.slot);
  return arrived ? undefined : `Version ${from.liveVersion} still answered after a minute.`;
}

async function moveBack({ stack, terminal, from, to }: Work, revisionId: string): Promise<Undo> {
  const moved = await moveAlias(stack, from.liveVersion, revisionId);
  if (moved === "changed") return { undone: false, now: `version ${(await readApi(stack)).liveVersion}` };
  if (from.live === undefined || from.live.slot === to.slot) return { undone: true, note: "" };
  terminal.progress(`Waiting until viewers get version ${from.liveVersion} again`);
  const { slot } = from.live;
  const seen = await waitUntil(async () => (await askApiSlot(stack.output("url"))) === slot);
  return { undone: true, note: seen ? "" : "It did not answer within a minute; look again with smoke." };
}
