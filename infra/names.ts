import type { Adopted } from "../rules/stack/config.ts";
import { tableNameOf } from "../rules/stack/tableName.ts";

/** Every physical name of one stack. AWS's limits on them are proved in tests/infra/limits.test.ts. */
export interface Names {
  readonly table: string;
  readonly api: string;
  readonly apiRole: string;
  readonly logGroup: string;
  readonly outbox: string;
  readonly outboxRole: string;
  readonly keyValueStore: string;
  readonly router: string;
  readonly lambdaAccess: string;
  readonly siteAccess: string;
  readonly responseHeaders: string;
  readonly alarmTopic: string;
  /** What the name of every alarm begins with; the topic lets no other alarm publish. */
  readonly alarmPrefix: string;
  readonly dashboard: string;
  readonly budget: string;
}

/** Derives the names from the stack, so that two stacks can share an account; what is adopted keeps the name it has. */
export function resourceNames(stack: string, adopted: Adopted = {}): Names {
  const base = `scc-${stack}`;
  return {
    table: adopted.table ?? tableNameOf(stack),
    api: adopted.function ?? base,
    apiRole: `${base}-api`,
    // Lambda writes to this group whatever else is configured, so it is declared to give it a retention.
    logGroup: `/aws/lambda/${base}`,
    outbox: `${base}-outbox`,
    outboxRole: `${base}-outbox`,
    keyValueStore: base,
    router: `${base}-router`,
    lambdaAccess: `${base}-lambda`,
    siteAccess: `${base}-site`,
    responseHeaders: base,
    alarmTopic: `${base}-alarms`,
    alarmPrefix: `${base}-`,
    dashboard: base,
    budget: `${base}-monthly`,
  };
}

/** Names the site bucket; bucket names are global, hence the account. */
export function bucketName(stack: string, accountId: string): string {
  return `scc-site-${stack}-${accountId}`;
}
