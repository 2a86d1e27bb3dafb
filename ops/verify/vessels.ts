import { parseVessel, revisedVessel, vesselPlace } from "../../lambda/vessels/store.ts";
import { judgeRevision } from "../../lambda/seals/revisionSeal.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Line } from "../data/lines.ts";
import type { Across } from "./findings.ts";
import { readAll } from "./readAll.ts";
import { unsealedOf } from "./seals.ts";

/** Recomputes the seals of the vessels: whom the law lets each carry, and who must sail with her. */
export function verifyVessels(lines: readonly Line[]): Across {
  const { found, broken } = readAll(
    lines.filter(({ event_id }) => event_id === PARTITIONS.vessels),
    parseVessel,
  );
  const judged = found.map(({ line, read }) => ({
    line,
    vessel: read,
    standing: judgeRevision(vesselPlace(line.timestamp), revisedVessel(read), read.seal),
  }));
  return {
    mismatches: [
      ...broken,
      ...judged
        .filter(({ standing }) => standing === "changed")
        .map(({ line, vessel }) => ({
          where: PARTITIONS.vessels,
          item: line.timestamp,
          text: `${vessel.name} was changed past this program: her seal is not that of what is stored of her.`,
        })),
    ],
    unsealed: judged
      .filter(({ standing }) => standing === "later" || standing === "unsealed")
      .map(({ vessel }) => ({ where: vessel.name, ...unsealedOf(["vessel", "vessels"], [undefined]) })),
  };
}
