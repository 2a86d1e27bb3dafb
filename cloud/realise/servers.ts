import { startControlPlane, type ControlPlane } from "../aws/controlPlane.ts";
import { createViewerServer } from "../cloudfront/server.ts";
import { closeServer, listen } from "../http/listen.ts";
import type { Logs } from "../data/logs.ts";
import type { Realised } from "./realise.ts";

/** The two addresses of a cloud: the distribution's for viewers, and the control plane for operators. */
interface Servers {
  url: string;
  controlPlane: ControlPlane;
  close(): Promise<void>;
}

/** Opens both servers over whatever graph is realised at the moment of a request. */
export async function openServers(realised: () => Realised, logs: Logs, viewerPort: number): Promise<Servers> {
  const onFault = (fault: unknown): void => {
    logs.write({ source: "cloud", text: String(fault) });
  };
  const viewers = createViewerServer((viewer) => realised().distribution(viewer), onFault);
  const port = await listen(viewers, viewerPort, "port");
  const controlPlane = await startControlPlane(() => realised().apis, onFault).catch(async (fault: unknown) => {
    await closeServer(viewers);
    throw fault;
  });
  const close = async (): Promise<void> => {
    await Promise.all([closeServer(viewers), controlPlane.close()]);
  };
  return { url: `http://localhost:${String(port)}`, controlPlane, close };
}
