import type { Access } from "../aws/access.ts";
import { startControlPlane, type ControlPlane } from "../aws/controlPlane.ts";
import { createViewerServer } from "../cloudfront/server.ts";
import type { Answering } from "../http/answering.ts";
import { closeServer, listen } from "../http/listen.ts";
import type { Realised } from "./realise.ts";

/** What servers stand on. */
type ServerGround = Pick<Answering, "onFault" | "clock">;

/** Where the distribution answers viewers. */
interface Viewers {
  url: string;
  close(): Promise<void>;
}

/** Opens the control plane over whatever is realised at the moment of a request: before the first, no service is there. */
export function openControlPlane(
  realised: () => Realised | undefined,
  { access, ...listeners }: ServerGround & { access: Access },
): Promise<ControlPlane> {
  return startControlPlane(() => realised()?.apis ?? {}, access, listeners);
}

/** Opens the distribution to viewers, over whatever graph is realised at the moment of a request. */
export async function openViewers(
  realised: () => Realised,
  viewerPort: number,
  ground: ServerGround,
): Promise<Viewers> {
  const viewers = createViewerServer((viewer) => realised().distribution(viewer), ground);
  const port = await listen(viewers, viewerPort, "port");
  return { url: `http://localhost:${String(port)}`, close: () => closeServer(viewers) };
}
