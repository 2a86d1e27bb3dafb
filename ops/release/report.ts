import type { Report } from "../cli/command.ts";
import { count } from "../cli/words.ts";
import type { Check } from "../smoke/check.ts";
import type { Verdict } from "./trial.ts";

/** A release of the site or the API, in words. */
export interface Release {
  readonly stack: string;
  /** What went live, such as "slot 0123456789ab". */
  readonly subject: string;
  /** What was live before it. */
  readonly before: string;
  /** The command that brings that back. */
  readonly wayBack: string;
}

type Failure = Exclude<Verdict, { outcome: "held" }>;

/** Writes what became of a release: it stays, or why it does not. */
export function reportRelease(release: Release, verdict: Verdict, data: object): Report {
  const failed = verdict.checks.filter(({ ok }) => !ok);
  const text =
    verdict.outcome === "held"
      ? describeHeld(release, verdict.checks.length, failed)
      : describeFailure(release, verdict, failed);
  return {
    ok: verdict.outcome === "held" && failed.length === 0,
    text,
    data: { stack: release.stack, ...data, ...verdict },
  };
}

/** Lists failed checks, each with what was seen. */
export function listFailed(checks: readonly Check[]): string {
  return checks.flatMap(({ name, detail }) => [`  ✗ ${name}`, `      ${detail}`]).join("\n");
}

function describeHeld({ stack, subject, before, wayBack }: Release, total: number, failed: readonly Check[]): string {
  const seen =
    failed.length === 0
      ? `All ${count(total, "check")} of the smoke test hold.`
      : `${failed.length} of ${count(total, "check")} fail as they did before:\n${listFailed(failed)}`;
  return `${capital(subject)} is live on ${stack}. ${seen}\nBack to ${before}: ${wayBack}`;
}

function describeFailure(release: Release, verdict: Failure, failed: readonly Check[]): string {
  return [
    `${capital(release.subject)} did not prove itself on ${release.stack}:`,
    ...(verdict.reason === "" ? [] : [`  ${verdict.reason}`]),
    ...(failed.length === 0 ? [] : [listFailed(failed)]),
    "",
    describeEnd(release, verdict),
  ].join("\n");
}

function describeEnd({ subject, before, wayBack }: Release, { outcome, detail }: Failure): string {
  switch (outcome) {
    case "undone":
      return `${capital(before)} is live again.${detail === "" ? "" : ` ${detail}`}`;
    case "overtaken":
      return `It was not taken back, because somebody else has changed what is live meanwhile: it is ${detail} now.`;
    case "stuck":
      return `${capital(subject)} IS STILL LIVE, because taking it back failed (${detail}). Do it by hand: ${wayBack}`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
