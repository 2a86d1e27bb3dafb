import type { Briefing, BriefingRequest } from "../../rules/contract/api/departure.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { departureState } from "../../rules/departure/state.ts";
import type { Services } from "../services.ts";
import { applyChange } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { exists, stillHas } from "../dynamodb/update.ts";
import { briefingStands } from "./problems.ts";

/** Records the safety briefing, or takes it back before the departure; the later instant on the devices counts. */
export async function recordBriefing(
  services: Services,
  slug: string,
  { given, at }: BriefingRequest,
  account: Account,
): Promise<void> {
  const now = services.clock();
  const { at: received_at, by, name } = signLine(account, now);
  await applyChange(services, slug, ({ briefing, departures }) => {
    if (briefing !== undefined && at <= briefing.at) return undefined;
    if ((briefing?.given ?? false) === given) return undefined;
    if (!given && departureState(departures).departed !== undefined) throw briefingStands();
    const next: Briefing = { given, at, received_at, by, name };
    return {
      update: {
        set: [["briefing", next]],
        conditions: [
          exists("event_id"),
          stillHas(briefing === undefined ? "briefing" : ["briefing", "at"], briefing?.at),
        ],
      },
      lines: [{ kind: given ? "briefed" : "briefing-undone", done_at: at, ...signLine(account, now) }],
    };
  });
}
