import * as v from "valibot";

import { CAPACITY_MAX, REQUIRED_CREW_MAX } from "../../rules/contract/api/event.ts";
import { AddVesselRequest, type Vessel } from "../../rules/contract/api/vessel.ts";
import { readCount } from "../forms/readCount.ts";
import type { Read } from "../forms/read.ts";

/** What an admin types about a vessel; text as typed. */
export interface VesselValues {
  readonly name: string;
  readonly capacity: string;
  readonly required_crew: string;
}

/** Reads the vessel form; `id` is the vessel's, made when the form opened for a new one. */
export function readVessel(values: VesselValues, id: string): Read<AddVesselRequest> {
  const name = v.safeParse(AddVesselRequest.entries.name, values.name);
  const capacity = readCount(values.capacity, CAPACITY_MAX) ?? undefined;
  const required_crew = readCount(values.required_crew, REQUIRED_CREW_MAX) ?? undefined;
  if (name.success && capacity !== undefined && required_crew !== undefined) {
    return { ok: true, request: { id, name: name.output, capacity, required_crew } };
  }
  return {
    ok: false,
    errors: {
      ...(name.success ? {} : { name: "Enter her name." }),
      ...(capacity === undefined ? { capacity: `Enter a whole number from 1 to ${CAPACITY_MAX}.` } : {}),
      ...(required_crew === undefined ? { required_crew: `Enter a whole number from 1 to ${REQUIRED_CREW_MAX}.` } : {}),
    },
  };
}

/** What a charter form fills in when a vessel is chosen; what she may carry is known of the company's own. */
export interface VesselChoice {
  readonly vessel: string;
  readonly capacity?: string;
  readonly required_crew?: string;
}

/** Makes the choice of one of the company's vessels. */
export function chooseVessel({ name, capacity, required_crew }: Vessel): VesselChoice {
  return { vessel: name, capacity: String(capacity), required_crew: String(required_crew) };
}

/** The vessels that a charter may choose: all in service, and the one it has now even if she is none of the company's. */
export function offeredVessels(vessels: readonly Vessel[], current: string): readonly string[] {
  const names = vessels.filter(({ retired }) => !retired).map(({ name }) => name);
  return current === "" || names.includes(current) ? names : [current, ...names];
}
