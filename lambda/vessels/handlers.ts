import * as v from "valibot";

import { Id } from "../../rules/contract/api/fields.ts";
import { AddVesselRequest, ChangeVesselRequest, type VesselsResponse } from "../../rules/contract/api/vessel.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import { answerWritten } from "../http/written.ts";
import type { Call } from "../http/route.ts";
import { idTaken, notFound, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { addVessel, changeVessel, listVessels, type WriteVesselResult } from "./store.ts";

/** Lists the company's vessels. */
export async function getVessels(services: Services, call: Call): Promise<Response> {
  return call.json(await vesselsResponse(services));
}

/** Adds a vessel: 201 when new, 200 when the same request added her before. */
export async function postVessel(services: Services, call: Call): Promise<Response> {
  const result = await addVessel(services.table, await readBody(call, AddVesselRequest), services.clock());
  if (!result.ok) throw refused(result.reason);
  return answerWritten(services, call, result.written ? 201 : 200, () => vesselsResponse(services));
}

/** Changes a vessel, retires her or takes her back into service. */
export async function patchVessel(services: Services, call: Call): Promise<Response> {
  const id = call.req.param("id") ?? "";
  if (!v.is(Id, id)) throw refused("missing");
  const result = await changeVessel(services.table, id, await readBody(call, ChangeVesselRequest), services.clock());
  if (!result.ok) throw refused(result.reason);
  return answerWritten(services, call, 200, () => vesselsResponse(services));
}

async function vesselsResponse(services: Services): Promise<VesselsResponse> {
  const vessels = await listVessels(services.table);
  return { vessels: [...countBroken(services, vessels)], broken: vessels.broken.length };
}

function refused(reason: Extract<WriteVesselResult, { ok: false }>["reason"]): ProblemError {
  switch (reason) {
    case "missing":
      return notFound("There is no such vessel", "Nothing was changed. Reload the list of vessels.");
    case "id-taken":
      return idTaken();
    case "name-taken":
      return new ProblemError(
        409,
        "conflict",
        "Another vessel has this name",
        "Nothing was changed. Charters go by the name, so give this one another, such as Windward II.",
      );
    case "stale":
      return new ProblemError(
        409,
        "stale-revision",
        "Somebody else changed this vessel meanwhile",
        "Nothing was overwritten. Reload the list, look at the change, and make yours again.",
      );
  }
}
