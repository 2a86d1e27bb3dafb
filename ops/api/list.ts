import type { Report } from "../cli/command.ts";
import { formatTable } from "../cli/table.ts";
import { openSlotBucket } from "../uploads/bucket.ts";
import { readUploads, soundSlots } from "../uploads/uploads.ts";
import { describeAge, describeInstant } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import { chooseRollback, findObstacle } from "./plan.ts";
import { readApi } from "./versions.ts";

const HASH_LENGTH = 12;

/** Lists the API's versions, the newest first, and says which one is live and where a rollback goes. */
export async function listVersions(stack: Stack, now: Date): Promise<Report> {
  const [api, uploads] = await Promise.all([readApi(stack), readUploads(openSlotBucket(stack))]);
  const sound = soundSlots(uploads);
  const rollback = chooseRollback(api, sound);
  const data = [...api.versions].reverse().map((version) => ({
    ...version,
    live: version.version === api.liveVersion,
    previous: rollback.possible && rollback.to.version === version.version,
    obstacle: findObstacle(version, sound) ?? null,
  }));
  const rows = data.map(({ version, publishedAt, slot, codeHash, live, previous, obstacle }) => [
    version,
    describeInstant(publishedAt),
    describeAge(publishedAt, now),
    slot ?? "(none)",
    codeHash.slice(0, HASH_LENGTH),
    [...(live ? ["live"] : []), ...(previous ? ["previous"] : []), ...(obstacle === null ? [] : [obstacle])].join(", "),
  ]);
  return { ok: true, text: formatTable([["VERSION", "PUBLISHED", "", "SLOT", "CODE", "USED AS"], ...rows], [0]), data };
}
