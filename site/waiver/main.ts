import { waiverPath } from "../../rules/slug.ts";
import { SignResponse } from "../../rules/api/waiver.ts";
import { apiFetch } from "../api.ts";
import { explain, isProblem } from "../failure.ts";
import { attemptFor, type Attempt } from "./attempt.ts";
import { hideConfirmation, showConfirmation } from "./confirmation.ts";
import { findProblems, needsGuardian, toSignRequest } from "./form.ts";
import { createPad } from "./pad.ts";
import { element, input, readFacts, readValues } from "./page.ts";
import { hideNotice, markFields, showNotice, showSummary, updateSummary } from "./problems.ts";

const form = element("sign", HTMLFormElement);
const submit = element("submit", HTMLButtonElement);
const progress = element("progress", HTMLElement);
const facts = readFacts(form);
let attempt: Attempt | undefined;
let sending = false;
/** After the first press of Sign, fields are checked again as they change. */
let checked = false;

const pad = createPad(refresh);
form.addEventListener("input", refresh);
form.addEventListener("change", refresh);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void sign();
});
refresh();

function refresh(): void {
  const values = readValues(pad.path());
  element("guardian", HTMLElement).hidden = !needsGuardian(values, facts.date);
  element("typed", HTMLElement).hidden = values.method === "drawn";
  element("drawn", HTMLElement).hidden = values.method === "typed";
  if (!checked) return;
  const problems = findProblems(values, facts);
  markFields(problems);
  updateSummary(problems, values.method === "drawn");
}

async function sign(): Promise<void> {
  if (sending) return;
  checked = true;
  const values = readValues(pad.path());
  const problems = findProblems(values, facts);
  markFields(problems);
  if (Object.keys(problems).length > 0) {
    showSummary(problems, values.method === "drawn");
    return;
  }
  hideNotice();
  attempt = attemptFor(attempt, (stamp) => toSignRequest(values, facts, stamp), {
    newId: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
  });
  const { id, signed_at } = attempt;
  await send(toSignRequest(values, facts, { id, signed_at }));
}

async function send(body: unknown): Promise<void> {
  setSending(true);
  const result = await apiFetch({ method: "POST", path: waiverPath(facts.slug), body, answer: SignResponse });
  setSending(false);
  if (result.ok) {
    showConfirmation(result.data, startOver);
    return;
  }
  const { title, detail } = explain(result);
  if (isProblem(result, "waiver-outdated")) showNotice(title, `${detail} Reload this page to read it and sign.`);
  else showNotice(title, `${detail} Everything you entered is still here.`);
  submit.textContent = "Try again";
}

function setSending(now: boolean): void {
  sending = now;
  submit.setAttribute("aria-disabled", String(now));
  submit.textContent = now ? "Sending…" : "Sign the waiver";
  progress.textContent = now ? "Sending your signature…" : "";
}

function startOver(): void {
  form.reset();
  pad.clear();
  attempt = undefined;
  checked = false;
  markFields({});
  hideNotice();
  input("method_typed").checked = true;
  refresh();
  hideConfirmation();
}
