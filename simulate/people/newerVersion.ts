import { eventKey } from "../../lambda/charter/stored.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import type { Scene } from "../world/world.ts";
import { anyCharter } from "./choose.ts";

/**
 * A version that is still to come was live for a moment, wrote its own way into a charter, and was taken back: a status, a
 * ledger entry with its note of the day and its part of the total, a departure entry, a line of history and a mail that
 * nobody here can write.
 */
export async function writeAsNewer(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const slug = anyCharter(scene);
  if (!world.hasFuture || slug === undefined) return;
  const at = new Date(scene.at).toISOString();
  const day = dayOf(at, world.timeZone);
  const [id, towed, mail] = [random.id(), random.id(), random.id()];
  const cents = 100 * (1 + random.below(50));
  const by = { at, by: "grace@example.com", name: "Grace Skipper" };
  const waits = { tries: 0, due: at, created_at: at, origin: "https://charters.example" };
  const recorded = { recorded_by: by.by, recorded_at: at, timestamp: at, day };
  world.trace.say(slug, `a newer version writes ${id.slice(0, 8)}, and is taken back`);
  world.newer.set(slug, (world.newer.get(slug) ?? 0) + cents);
  const postponed = random.percent(30);
  await world.system.operate(async (table) => {
    await table.update({ event_id: PARTITIONS.closeouts, timestamp: day }, { add: [["charters", new Set([slug])]] });
    await table.update(eventKey(slug), {
      set: [
        ...(postponed
          ? ([
              ["status", "postponed"],
              ["changed_at", at],
            ] as const)
          : []),
        [["outbox", mail], { kind: "postcard", picture: "dock.jpg", ...waits }],
        ["outbox_state", "pending"],
        ["outbox_due", at],
      ],
      append: [
        ["payment_log", [{ kind: "voucher", id, worth: { cents }, ...recorded }]],
        ["departures", [{ kind: "towed", id: towed, port: "Mystic", received_at: at, ...by }]],
        ["history", [{ kind: "repainted", color: "blue", ...by }]],
      ],
      add: [
        ["entry_ids", new Set([id])],
        ["paid_cents", cents],
        // Whatever else it does about seals, it counts its change.
        ...(postponed ? [["revision", 1] as const] : []),
      ],
    });
  });
}
