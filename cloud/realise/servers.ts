import type { Access } from "../aws/access.ts";
import { startControlPlane, type ControlPlane } from "../aws/controlPlane.ts";
import { createViewerServer } from "../cloudfront/server.ts";
import { closeServer, listen } from "../http/listen.ts";
import type { Logs } from "../data/logs.ts";
import type { Realised } from "./realise.ts";

/** Where the distribution answers viewers. */
interface Viewers {
  url: string;
  close(): Promise<void>;
}

/** Opens the control plane over whatever is realised at the moment of a request: before the first, no service is there. */
export function openControlPlane(
  realised: () => Realised | undefined,
  access: Access,
  logs: Logs,
): Promise<ControlPlane> {
  return startControlPlane(() => realised()?.apis ?? {}, access, writeFaults(logs));
}

/** Opens the distribution to viewers, over whatever graph is realised at the moment of a request. */
export async function openViewers(realised: () => Realised, logs: Logs, viewerPort: number): Promise<Viewers> {
  const viewers = createViewerServer((viewer) => realised().distribution(viewer), writeFaults(logs));
  const port = await listen(viewers, viewerPort, "port");
  return { url: `http://localhost:${String(port)}`, close: () => closeServer(viewers) };
}

function writeFaults(logs: Logs): (fault: unknown) => void {
  return (fault) => {
    logs.write({ source: "cloud", text: String(fault) });
  };
}
