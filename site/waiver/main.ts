import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { apiFetch, type Sent } from "../api/apiFetch.ts";
import { attemptFor, type Attempt } from "./attempt.ts";
import { findProblems } from "./check.ts";
import { createChildren } from "./children.ts";
import { hideConfirmation, showConfirmation } from "./confirmation.ts";
import { createDrafts, toDraft } from "./draft.ts";
import { showFailure } from "./failure.ts";
import { countParticipants, isSignerMinor, toSignRequest, type WaiverValues } from "./form.ts";
import { createPad } from "./pad.ts";
import { element, input, radios, readDate, readFacts, readValues, writeDate } from "./page.ts";
import { hideNotice, markFields, showSummary, updateSummary } from "./problems.ts";
import { readWords } from "./words.ts";

const form = element("sign", HTMLFormElement);
const submit = element("submit", HTMLButtonElement);
const progress = element("progress", HTMLElement);
const words = readWords();
const facts = readFacts(form);
const kiosk = facts.place === "kiosk";
const drafts = createDrafts(facts.slug, () => sessionStorage);
let attempt: Attempt | undefined;
let sending = false;
let failed = false;
/** After the first press of Sign, fields are checked again as they change. */
let checked = false;

const pad = createPad(words.pad, refresh);
const children = createChildren(words, refresh);
restore();
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

function values(): WaiverValues {
  return readValues(children.read(), pad.path());
}

function refresh(): void {
  const now = values();
  show(now);
  // At a kiosk the next person must not find what this one typed.
  if (!kiosk)
    drafts.save(
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

/** Shows the parts of the form that the answers so far ask for. */
function show(now: WaiverValues): void {
  const visible: Readonly<Record<string, boolean>> = {
    "own-birth": now.sailing,
    minor: isSignerMinor(now, facts.date),
    relationship: now.children.length > 0,
    typed: now.method === "typed",
    drawn: now.method === "drawn",
    "add-child": countParticipants(now) < facts.participantsMax,
  };
  for (const [id, is] of Object.entries(visible)) element(id, HTMLElement).hidden = !is;
  if (!sending) submit.textContent = submitLabel(now);
}

function submitLabel(now: WaiverValues): string {
  if (failed) return words.submit.again;
  const count = countParticipants(now);
  return count > 1 ? fillIn(words.submit.many, { count: String(count) }) : words.submit.one;
}

/** Brings back what this tab knew before a reload, or in the other language. */
function restore(): void {
  const draft = kiosk ? undefined : drafts.load();
  if (draft === undefined) return;
  input("name").value = draft.name;
  input("sailing").checked = draft.sailing;
  writeDate("birth", draft.birth);
  input("contact_name").value = draft.contactName;
  input("contact_phone").value = draft.contactPhone;
  input("email").value = draft.email;
  const relationship = radios("relationship")[draft.relationship];
  if (relationship !== undefined) relationship.checked = true;
  for (const child of draft.children) children.add(child);
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
  const result = await post(body);
  const waiting = !result.ok && result.kind === "waiting";
  failed = !result.ok && !waiting;
  setSending(false);
  if (!result.ok && result.kind !== "waiting") {
    showFailure(result, words);
    return;
  }
  empty();
  showConfirmation(result.ok ? result.data : undefined, body, words, () => {
    hideConfirmation(kiosk);
  });
}

/** At the kiosk a signature may be sent later; its queue is a file of its own, so that no patron's phone loads it. */
async function post(body: SignRequest): Promise<Sent<SignResponse>> {
  if (!kiosk) return apiFetch({ method: "POST", path: waiverPath(facts.slug), body, answer: SignResponse });
  const { submitAtKiosk } = await import("../kiosk/submitAtKiosk.ts");
  return submitAtKiosk(facts.slug, body);
}

function setSending(now: boolean): void {
  sending = now;
  submit.setAttribute("aria-disabled", String(now));
  submit.textContent = now ? words.submit.sending : submitLabel(values());
  progress.textContent = now ? words.submit.status : "";
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
