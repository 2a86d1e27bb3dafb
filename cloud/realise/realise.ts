import { requireAdopted } from "./adopted.ts";
import type { Principal } from "../aws/access.ts";
import type { ServiceApi } from "../aws/controlPlane.ts";
import type { Clock } from "../clock/clock.ts";
import { realiseDistribution, type Distribution } from "../cloudfront/distribution.ts";
import { AccessControl } from "../cloudfront/config.ts";
import { realiseResponseHeaders } from "../cloudfront/responseHeaders.ts";
import { logsApi } from "../cloudwatchLogs/api.ts";
import { realiseLogGroups } from "../cloudwatchLogs/groups.ts";
import type { Alarms } from "../cloudwatch/alarms.ts";
import { countCalls, countRequests } from "../cloudwatch/counting.ts";
import type { Metrics } from "../cloudwatch/metrics.ts";
import { realiseAlarming, type WatchGround } from "./alarming.ts";
import { realiseTables, type TableGround } from "../dynamodb/realiseTables.ts";
import { respondText } from "../http/origin.ts";
import { realiseEdgeFunction } from "../edgeFunction/function.ts";
import { listResources, parseResource, type Graph } from "../graph/graph.ts";
import { readRoles } from "../iam/roles.ts";
import { kvsApi } from "../kvs/api.ts";
import { realiseStores, type KeyValueStore } from "../kvs/store.ts";
import { lambdaApi } from "../lambda/api.ts";
import { openAsyncInvocations, type AsyncInvocations } from "../lambda/asyncInvocations.ts";
import { realiseFunctions, type LambdaFunction } from "../lambda/function.ts";
import { realiseFunctionUrl } from "../lambda/functionUrl.ts";
import { openFunctionRoles } from "../lambda/roles.ts";
import type { Sessions } from "../lambda/sessions.ts";
import { nameOfFunction } from "../lambda/types.ts";
import type { Logs } from "../data/logs.ts";
import { s3Api } from "../s3/api.ts";
import { realiseBucket, type Bucket } from "../s3/bucket.ts";
import { realiseSchedule, type Schedule } from "../scheduler/schedule.ts";
import { settleAll } from "./settleAll.ts";
import type { Storage } from "./storage.ts";

/** A graph brought to life. */
export interface Realised {
  distribution: Distribution;
  tables: readonly string[];
  functions: readonly LambdaFunction[];
  stores: readonly KeyValueStore[];
  schedules: readonly Schedule[];
  alarms: Alarms;
  /** The services' APIs by the name that AWS's signatures give them. */
  apis: Readonly<Record<string, ServiceApi>>;
  /** Waits until no function is handling an event that nobody waits for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What the parts stand on. */
export interface Ground extends WatchGround, TableGround {
  controlPlaneUrl: string;
  /** What buckets and stores hold, which outlives one realisation. */
  storage: Storage;
  sessions: Sessions;
  /** Tells everything that functions can call who they are and what they may do. */
  admit: (principals: ReadonlyMap<string, Principal>) => Promise<void>;
}

/** Realises every declared resource on an embedded part; what cannot be realised is an error that names it. */
export async function realise(graph: Graph, ground: Ground): Promise<Realised> {
  const of = (type: string) => listResources(graph, `aws:${type}`);
  const {
    dynamoEndpoint,
    controlPlaneUrl,
    storage,
    clock,
    logs,
    monitoring: { metrics },
  } = ground;
  await requireAdopted(graph, ground);
  const roles = readRoles({
    roles: of("iam/role:Role"),
    rolePolicies: of("iam/rolePolicy:RolePolicy"),
    attachments: of("iam/rolePolicyAttachment:RolePolicyAttachment"),
    policies: of("iam/policy:Policy"),
  });
  const deploying = realiseFunctions(of("lambda/function:Function"), of("lambda/alias:Alias"), {
    dynamoEndpoint,
    controlPlaneUrl,
    storage,
    roles: openFunctionRoles(roles, ground.admit),
    sessions: ground.sessions,
    clock,
    logs,
  });
  const timers: { close(): void }[] = [];
  let expiry: { close(): Promise<void> } | undefined;
  const queues: AsyncInvocations[] = [];
  const close = async (): Promise<void> => {
    for (const timer of timers) timer.close();
    await expiry?.close();
    await Promise.all(queues.map((queue) => queue.close()));
    const deployed = await deploying.catch(() => []);
    await Promise.all(deployed.map((lambda) => lambda.close()));
  };
  try {
    const [tables, deployed, stores, buckets] = await settleAll([
      realiseTables(of("dynamodb/table:Table"), ground),
      deploying,
      realiseStores(of("cloudfront/keyValueStore:KeyValueStore"), of("cloudfront/keyvaluestoreKey:KeyvaluestoreKey"), {
        storage,
        clock,
      }),
      settleAll(
        of("s3/bucket:Bucket").map((bucket) =>
          realiseBucket(
            bucket,
            { objects: of("s3/bucketObjectv2:BucketObjectv2"), policies: of("s3/bucketPolicy:BucketPolicy") },
            storage,
          ),
        ),
      ),
    ]);
    expiry = tables;
    const functions = deployed.map((lambda) => countCalls(lambda, metrics, clock));
    const invokeConfigs = of("lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
    const asynchronous = functions.map((lambda) => ({
      ...lambda,
      later: openAsyncInvocations(lambda, invokeConfigs, clock),
    }));
    queues.push(...asynchronous.map(({ later }) => later));
    const schedules = of("scheduler/schedule:Schedule").map((schedule) =>
      realiseSchedule(schedule, { functions: asynchronous, roles, clock }),
    );
    timers.push(...schedules);
    const distribution = realiseViewing(graph, { functions, stores, buckets, metrics, clock, logs });
    const alarms = realiseAlarming(graph, ground);
    timers.push(alarms);
    const apis: Readonly<Record<string, ServiceApi>> = {
      "cloudfront-keyvaluestore": kvsApi(stores),
      lambda: lambdaApi(asynchronous),
      logs: logsApi(realiseLogGroups(of("cloudwatch/logGroup:LogGroup"), functions, logs)),
      s3: s3Api(buckets),
    };
    const settled = async (): Promise<void> => {
      await Promise.all(queues.map((queue) => queue.settled()));
    };
    return { distribution, tables: tables.names, functions, stores, schedules, alarms, apis, settled, close };
  } catch (fault) {
    // The functions' threads are running already.
    await close();
    throw fault;
  }
}

interface Made {
  functions: readonly LambdaFunction[];
  stores: readonly KeyValueStore[];
  buckets: readonly Bucket[];
  metrics: Metrics;
  clock: Clock;
  logs: Logs;
}

function realiseViewing(graph: Graph, { functions, stores, buckets, metrics, clock, logs }: Made): Distribution {
  const of = (type: string) => listResources(graph, `aws:${type}`);
  const urls = of("lambda/functionUrl:FunctionUrl").map((url) => {
    const lambda = functions.find(({ name }) => name === nameOfFunction(url.inputs));
    if (lambda === undefined)
      throw new Error(`The Function URL "${url.name}" belongs to a function that is not declared.`);
    return realiseFunctionUrl(url, of("lambda/permission:Permission"), lambda, clock);
  });
  const parts = {
    origins: new Map([...urls, ...buckets].map(({ domainName, origin }) => [domainName, origin])),
    functions: of("cloudfront/function:Function").map((edge) => realiseEdgeFunction(edge, stores, { clock, logs })),
    responseHeaders: of("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").map(realiseResponseHeaders),
    accessControls: of("cloudfront/originAccessControl:OriginAccessControl").map((access) =>
      parseResource(AccessControl, access),
    ),
  };
  const [distribution, ...others] = of("cloudfront/distribution:Distribution");
  if (others.length > 0) throw new Error("The local cloud serves one distribution at most.");
  if (distribution === undefined) return answerNobody;
  const serve = realiseDistribution(distribution, parts, { clock, logs });
  return countRequests(serve, distribution.id, metrics, clock);
}

/** Without a distribution there is nothing to view; the rest of the program runs all the same. */
const answerNobody: Distribution = () =>
  Promise.resolve(respondText(404, "text/plain", "The program declares no distribution.\n"));
