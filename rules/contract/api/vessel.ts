import * as v from "valibot";

import { ONE_LINE, UNPRINTABLE_REFUSED, withoutUnseen } from "../../words/printable.ts";
import { BrokenCount } from "./broken.ts";
import { Capacity, RequiredCrew } from "./event.ts";
import { TITLE_MAX } from "./fields.ts";
import { Id, Revision } from "./fields.ts";

const VesselName = v.pipe(
  v.string(),
  v.transform(withoutUnseen),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(TITLE_MAX, `must be at most ${TITLE_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
);

/** What an admin says of a vessel. */
const details = {
  name: VesselName,
  /** How many patrons the law lets her carry. */
  capacity: Capacity,
  /** How many crew members must sail with her. */
  required_crew: RequiredCrew,
};

/** A vessel of the company. A retired one is no longer offered; charters that name her keep her. */
export const Vessel = v.object({
  id: Id,
  name: v.string(),
  /** How many patrons the law lets her carry. */
  capacity: v.number(),
  /** How many crew members must sail with her. */
  required_crew: v.number(),
  retired: v.boolean(),
  revision: v.number(),
});
export type Vessel = v.InferOutput<typeof Vessel>;

/** `GET /api/vessels` (crew), by name, and the answer to adding and changing one. */
export const VesselsResponse = v.object({ vessels: v.array(Vessel), broken: BrokenCount });
export type VesselsResponse = v.InferOutput<typeof VesselsResponse>;

/** `POST /api/vessels` (admin). The id is made by the client: a retry adds nothing. */
export const AddVesselRequest = v.strictObject({ id: Id, ...details });
export type AddVesselRequest = v.InferOutput<typeof AddVesselRequest>;

/** `PATCH /api/vessels/{id}` (admin). `revision` is the one that was read: an older one is a 409. */
export const ChangeVesselRequest = v.strictObject({
  revision: Revision,
  ...v.partial(v.object(details)).entries,
  retired: v.optional(v.boolean()),
});
export type ChangeVesselRequest = v.InferOutput<typeof ChangeVesselRequest>;
