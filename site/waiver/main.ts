import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { isWithinYears } from "../../rules/contract/years.ts";
import { lockWhenSeen, setKiosk } from "../device/kioskLock.ts";
import { attemptFor, type Attempt } from "./attempt.ts";
import { findProblems } from "./check.ts";
import { createChildren } from "./children.ts";
import { hideConfirmation, showConfirmation } from "./confirmation.ts";
import { createDrafts, toDraft } from "./draft.ts";
import { showFailure, showWrongClock } from "./failure.ts";
import { fillFrom } from "./fillFrom.ts";
import { toSignRequest, type WaiverValues } from "./form.ts";
import { createPad } from "./pad.ts";
import { element, input, radios, readDate, readFacts, readValues, writeDate, writeText } from "./page.ts";
import { showParts, submitLabel } from "./parts.ts";
import { post } from "./post.ts";
import { hideNotice, markFields, showSummary, updateSummary } from "./problems.ts";
import { readWords } from "./words.ts";

const form = element("sign", HTMLFormElement);
const submit = element("submit", HTMLButtonElement);
const progress = element("progress", HTMLElement);
const words = readWords();
const facts = readFacts(form);
const kiosk = facts.place === "kiosk";
// However this page was come by, and whoever was at the dashboard meanwhile: patrons sign here now.
if (kiosk) lockWhenSeen();
const drafts = createDrafts(facts.slug, () => sessionStorage);
let attempt: Attempt | undefined;
let sending = false;
let failed = false;
/** After the first press of Sign, fields are checked again as they change. */
let checked = false;
/** What is typed outlives this page: never at a kiosk, nor where the browser keeps nothing. */
let kept = false;

const pad = createPad(words.pad, refresh);
const children = createChildren(words, refresh);
// At a kiosk the next person must not find what the one before typed.
const draft = kiosk ? undefined : drafts.load();
if (draft !== undefined) fillFrom(draft, children);
form.addEventListener("input", refresh);
form.addEventListener("change", refresh);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void sign();
});
element("add-child", HTMLButtonElement).addEventListener("click", () => {
  children.add(undefined, true);
});
element("hand-over", HTMLButtonElement).addEventListener("click", handOver);
refresh();
const untouched = JSON.stringify(values());
addEventListener("beforeunload", (event) => {
  if (!kept && JSON.stringify(values()) !== untouched) event.preventDefault();
});

function values(): WaiverValues {
  return readValues(children.read(), pad.path());
}

function refresh(): void {
  const now = values();
  showParts(now, facts);
  if (!sending) writeText(submit, submitLabel(now, failed, words));
  // At a kiosk the next person must not find what this one typed.
  if (!kiosk)
    kept = drafts.save(
      toDraft(
        now,
        radios("relationship").findIndex((radio) => radio.checked),
      ),
    );
  if (!checked) return;
  const problems = findProblems(now, facts, words);
  markFields(problems);
  updateSummary(problems, words);
}

/** A minor has begun the form, and the parent takes over: what was typed becomes the child's row, and the rest is the parent's to say. */
function handOver(): void {
  children.add({ name: input("name").value, birth: readDate("birth") });
  input("name").value = "";
  writeDate("birth", { month: "", day: "", year: "" });
  takeBackSignature();
  checkAnew();
  refresh();
  input("name").focus();
}

/** Nobody signs or agrees for somebody else: a mark and ticks that one person made are not the next one's. */
function takeBackSignature(): void {
  for (const choice of [...radios("method"), input("agree"), input("consent")]) choice.checked = false;
  input("signature").value = "";
  pad.clear();
}

/** Says nothing of problems until Sign is pressed again. */
function checkAnew(): void {
  checked = false;
  markFields([]);
  hideNotice();
}

async function sign(): Promise<void> {
  if (sending) return;
  checked = true;
  const now = values();
  const problems = findProblems(now, facts, words);
  markFields(problems);
  if (problems.length > 0) {
    showSummary(problems, words);
    return;
  }
  if (!isWithinYears(new Date().toISOString())) {
    showWrongClock(words);
    return;
  }
  hideNotice();
  attempt = attemptFor(attempt, (stamp) => toSignRequest(now, facts, stamp), {
    newId: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
  });
  const { id, signed_at } = attempt;
  await send(toSignRequest(now, facts, { id, signed_at }));
}

async function send(body: SignRequest): Promise<void> {
  setSending(true);
  const result = await post(facts, body);
  const waiting = !result.ok && result.kind === "waiting";
  failed = !result.ok && !waiting;
  setSending(false);
  if (!result.ok && result.kind !== "waiting") {
    showFailure(result, words);
    return;
  }
  empty();
  showConfirmation(result.ok ? result.data : undefined, body, { ...words, timeZone: facts.timeZone }, () => {
    if (kiosk) setKiosk(true);
    hideConfirmation(kiosk);
  });
}

function setSending(now: boolean): void {
  sending = now;
  submit.setAttribute("aria-disabled", String(now));
  writeText(submit, now ? words.submit.sending : submitLabel(values(), failed, words));
  writeText(progress, now ? words.submit.status : "");
}

/** Forgets what was signed as soon as it is on record: the next person starts with an empty form. */
function empty(): void {
  form.reset();
  pad.clear();
  children.clear();
  attempt = undefined;
  checkAnew();
  refresh();
  drafts.clear();
}
