import type { Account } from "../../rules/contract/api/session.ts";
import {
  PreviewRequest,
  PublishRequest,
  SaveDraftRequest,
  type PreviewResponse,
  type VersionSummary,
  type WaiverTextsResponse,
  type WaiverVersionResponse,
} from "../../rules/contract/api/waiverText.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { LANGUAGES } from "../../rules/words/language.ts";
import { isVersion, shownTexts } from "../../rules/waiver/text.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import { idTaken, notFound, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { toBlocks } from "./blocks.ts";
import { renderBlocks } from "./blocksHtml.ts";
import { textSha256 } from "./shown.ts";
import { findVersion, listVersions, publish, readDesk, saveDraft, type Writer, type WriteTextResult } from "./store.ts";
import { BUILT_IN, type StoredVersion } from "./stored.ts";

/** The dashboard shows a text's title as an h2, as the waiver page does. */
const TEXT_TOP = 3;

/** Lists the version in force, the draft and the history. */
export async function getWaiverTexts(services: Services, call: Call): Promise<Response> {
  return call.json(await textsResponse(services));
}

/** Shows one version as patrons see it. */
export async function getWaiverVersion({ table, company }: Services, call: Call): Promise<Response> {
  const name = call.req.param("version") ?? "";
  const version = isVersion(name) ? await findVersion(table, name) : undefined;
  if (version === undefined)
    throw notFound("There is no such version", "Go back to the waiver text and choose one from its history.");
  const texts = shownTexts(version, (await company.read()).name).map((text) => ({
    language: text.language,
    title: text.title,
    html: renderBlocks(toBlocks(text), TEXT_TOP),
    text_sha256: textSha256(text),
  }));
  const answer: WaiverVersionResponse = { ...summaryOf(version), texts };
  return call.json(answer);
}

/** Shows Markdown as patrons would see it. */
export async function postPreview(services: Services, call: Call): Promise<Response> {
  const { markdown } = await readBody(call, PreviewRequest);
  const answer: PreviewResponse = {
    html: renderBlocks(toBlocks({ markdown, company: (await services.company.read()).name }), TEXT_TOP),
  };
  return call.json(answer);
}

/** Keeps what is being written. */
export async function patchDraft(services: Services, call: Call, account: Account): Promise<Response> {
  const result = await saveDraft(services.table, await readBody(call, SaveDraftRequest), writerOf(services, account));
  if (!result.ok) throw refused(result.reason);
  return answerWritten(services, call, 200, () => textsResponse(services));
}

/** Puts a new version into force: 201 when new, 200 when the same request published it before. */
export async function postWaiverText(services: Services, call: Call, account: Account): Promise<Response> {
  const result = await publish(services.table, await readBody(call, PublishRequest), writerOf(services, account));
  if (!result.ok) throw refused(result.reason);
  return answerWritten(services, call, result.written ? 201 : 200, () => textsResponse(services));
}

async function textsResponse(services: Services): Promise<WaiverTextsResponse> {
  const { table } = services;
  const desk = await readDesk(table);
  const { revision, current = BUILT_IN, draft } = desk;
  const versions = await listVersions(table, desk);
  return {
    revision,
    current: { ...summaryOf(current), texts: current.texts },
    draft: draft ?? null,
    versions: countBroken(services, versions).map(summaryOf),
    broken: versions.broken.length,
  };
}

function summaryOf({ version, published_at, published_by, note, texts }: StoredVersion): VersionSummary {
  return {
    version,
    published_at,
    published_by,
    note,
    languages: LANGUAGES.filter((language) => texts[language] !== null),
  };
}

function writerOf({ clock, config }: Services, { name }: Account): Writer {
  const now = clock();
  return { name, now, day: dayOf(now.toISOString(), config.company.timeZone) };
}

function refused(reason: Extract<WriteTextResult, { ok: false }>["reason"]): ProblemError {
  switch (reason) {
    case "id-taken":
      return idTaken();
    case "unchanged":
      return new ProblemError(
        409,
        "conflict",
        "Nothing has changed",
        "These texts are in force already, so there is nothing to publish.",
      );
    case "stale":
      return new ProblemError(
        409,
        "stale-revision",
        "Somebody else changed the waiver text meanwhile",
        "Nothing was overwritten, and what you wrote is still here. Look at their text, then decide which one to keep.",
      );
  }
}
