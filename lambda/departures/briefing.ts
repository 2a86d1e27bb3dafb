import type { BriefingRequest } from "../../rules/contract/api/departing.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { decideBriefing } from "../../rules/departure/briefing.ts";
import { applyChange } from "../charter/change.ts";
import { soundly } from "../charter/partly.ts";
import { signLine } from "../charter/history.ts";
import { briefingPlace } from "../charter/sealed.ts";
import { briefingOf } from "../charter/stored.ts";
import { exists, stillHas } from "../dynamodb/update.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { briefingStands } from "./problems.ts";

/** Records the safety briefing, or takes it back before the departure; the later word counts. */
export async function recordBriefing(
  services: Services,
  slug: string,
  request: BriefingRequest,
  account: Account,
): Promise<void> {
  const byline = signLine(account, services.clock());
  await applyChange(services, slug, (charter) => {
    const { briefing: before } = soundly(charter, "briefing");
    // Only taking it back depends on who has left with it.
    const { departures } = request.given ? charter.seen : soundly(charter, "departures");
    // What was given for another day is a word like any other, and nobody is briefed by it.
    const given = briefingOf(charter.seen)?.given ?? false;
    const outcome = decideBriefing(
      {
        briefing: before === undefined ? null : { ...before, given },
        departures,
        history: charter.seen.history,
      },
      request,
      byline,
    );
    if (outcome.kind === "refused") throw briefingStands();
    if (outcome.kind === "same") return undefined;
    const unchanged = stillHas(before === undefined ? "briefing" : ["briefing", "at"], before?.at);
    return {
      update: {
        set: [["briefing", seal(briefingPlace(charter.seen.event_id), outcome.briefing)]],
        conditions: [exists("event_id"), unchanged],
      },
      lines: outcome.lines,
    };
  });
}
