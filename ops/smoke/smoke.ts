import { API_PROBES } from "./apiProbes.ts";
import type { Check, Probe, SmokeTarget, Viewer } from "./check.ts";
import { EDGE_PROBES } from "./edgeProbes.ts";
import { HEADER_PROBES } from "./headerProbes.ts";
import { siteProbes } from "./siteProbes.ts";
import { openViewer } from "./viewer.ts";

/** Looks at a stack as a viewer without an account does, and says what holds. It changes nothing there. */
export async function smoke({ url, slot }: SmokeTarget, progress: (text: string) => void): Promise<readonly Check[]> {
  const viewer = openViewer(url);
  const probes = [...siteProbes(slot), ...EDGE_PROBES, ...API_PROBES, ...HEADER_PROBES];
  const checks: Check[] = [];
  // One after another: a stack that has just been deployed starts its first environments now.
  for (const probe of probes) {
    progress(`Checking that ${probe.name}`);
    checks.push(await look(probe, viewer));
  }
  return checks;
}

async function look({ name, look: see }: Probe, viewer: Viewer): Promise<Check> {
  const startedAt = performance.now();
  const detail = await see(viewer).catch(describeFault);
  return {
    name,
    ok: detail === undefined,
    detail: detail ?? "",
    milliseconds: Math.round(performance.now() - startedAt),
  };
}

/** No answer is a failed check, not a failed smoke test. fetch hides the reason in its cause. */
function describeFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  if (fault.name === "TimeoutError") return "No answer within 15 seconds.";
  return `No answer: ${fault.cause instanceof Error ? fault.cause.message : fault.message}.`;
}
