import { VesselsResponse, type AddVesselRequest, type ChangeVesselRequest } from "../../rules/contract/api/vessel.ts";
import type { Client } from "../client/client.ts";

const VESSELS = "/api/vessels";

/** Asks for the company's vessels. */
export const readVessels = ({ call }: Client) => call({ path: VESSELS, answer: VesselsResponse });

/** Adds a vessel. */
export const addVessel = ({ call }: Client, body: AddVesselRequest) =>
  call({ method: "POST", path: VESSELS, body, answer: VesselsResponse });

/** Changes a vessel, takes it out of service or puts it back. */
export const changeVessel = ({ call }: Client, id: string, body: ChangeVesselRequest) =>
  call({ method: "PATCH", path: `${VESSELS}/${id}`, body, answer: VesselsResponse });
