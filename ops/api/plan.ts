import type { ApiState, ApiVersion } from "./versions.ts";

/** Where a rollback of the API goes, or why it cannot. */
export type RollbackChoice =
  | { readonly possible: true; readonly to: ApiVersion }
  | { readonly possible: false; readonly reason: string };

/**
 * Chooses the version of a rollback: the one asked for, or the newest older than the live one that can run. A version
 * whose slot is not among the uploaded ones would show waiver pages without style and script.
 */
export function chooseRollback(api: ApiState, uploaded: ReadonlySet<string>, wanted?: string): RollbackChoice {
  if (wanted !== undefined) return chooseWanted(api, uploaded, wanted);
  const older = api.versions.filter(({ version }) => Number(version) < Number(api.liveVersion));
  const to = older
    .filter((version) => version.slot !== undefined && findObstacle(version, uploaded) === undefined)
    .at(-1);
  if (to !== undefined) return { possible: true, to };
  const reason =
    older.length === 0
      ? `there is no version older than ${api.liveVersion}, which is live`
      : `no version older than ${api.liveVersion}, which is live, can still run; api versions says why`;
  return { possible: false, reason };
}

function chooseWanted(api: ApiState, uploaded: ReadonlySet<string>, wanted: string): RollbackChoice {
  const to = api.versions.find(({ version }) => version === wanted);
  if (to === undefined) return { possible: false, reason: `there is no version ${wanted}; api versions lists them` };
  const obstacle = findObstacle(to, uploaded);
  return obstacle === undefined
    ? { possible: true, to }
    : { possible: false, reason: `version ${wanted} cannot run: ${obstacle}` };
}

/** Says why a version cannot go live; undefined when nothing is known against it. `uploaded` are the complete slots. */
export function findObstacle({ slot, failed }: ApiVersion, uploaded: ReadonlySet<string>): string | undefined {
  if (failed) return "Lambda says that it failed";
  if (slot !== undefined && !uploaded.has(slot)) return `slot ${slot} of its waiver page is incomplete or gone`;
  return undefined;
}
