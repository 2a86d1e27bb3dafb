/** Names the table of a stack that has not adopted one. */
export function tableNameOf(stack: string): string {
  // Production keeps the name that the company's reports and exports already use.
  return stack === "prod" ? "scc-events" : `scc-events-${stack}`;
}
