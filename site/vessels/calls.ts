import { VesselsResponse, type AddVesselRequest, type ChangeVesselRequest } from "../../rules/contract/api/vessel.ts";
import { VESSELS_PATH, vesselPath } from "../../rules/contract/api/paths/vessels.ts";
import type { Client } from "../client/client.ts";

/** Asks for the company's vessels. */
export const readVessels = ({ call }: Client) => call({ path: VESSELS_PATH, answer: VesselsResponse });

/** Adds a vessel. */
export const addVessel = ({ call }: Client, body: AddVesselRequest) =>
  call({ method: "POST", path: VESSELS_PATH, body, answer: VesselsResponse });

/** Changes a vessel, takes it out of service or puts it back. */
export const changeVessel = ({ call }: Client, id: string, body: ChangeVesselRequest) =>
  call({ method: "PATCH", path: vesselPath(id), body, answer: VesselsResponse });
