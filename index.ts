import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { getRegion } from "@pulumi/aws/getRegion.js";
import { buildEdge } from "./build/edge.ts";
import { buildLambda } from "./build/lambda.ts";
import { buildSite } from "./build/site.ts";
import { Alarms } from "./infra/alarms.ts";
import { Api } from "./infra/api.ts";
import { MonthlyBudget } from "./infra/budget.ts";
import { readConfig } from "./infra/config.ts";
import { Dashboard } from "./infra/dashboard.ts";
import { Distribution } from "./infra/distribution.ts";
import { Edge } from "./infra/edge.ts";
import { readAdoptedVariables, lambdaEnvironment } from "./infra/lambdaEnvironment.ts";
import { metricsOf } from "./infra/metrics.ts";
import { bucketName, resourceNames } from "./infra/names.ts";
import { OutboxSchedule } from "./infra/outbox.ts";
import { Site } from "./infra/site.ts";
import { EventsTable } from "./infra/table.ts";
import type { OutputName } from "./rules/contract/outputs.ts";

/**
 * The whole system: AWS gets it from `pulumi up`, the embedded cloud from `npm start`.
 * It keeps no state outside this function, so that one process can evaluate it many times.
 */
export default async function program() {
  const config = readConfig();
  const { stack, protect, adopt } = config;
  const names = resourceNames(stack, adopt);
  const accountId = getCallerIdentityOutput().accountId;

  const [{ region }, lambdaBuild, siteBuild, edgeBuild] = await Promise.all([
    getRegion(),
    buildLambda(),
    buildSite(),
    buildEdge({ companyName: config.companyName }),
  ]);
  const slot = siteBuild.slot;

  const table = new EventsTable("table", { tableName: names.table, protect, adopted: adopt.table });

  const site = new Site("site", {
    bucketName: adopt.bucket ?? accountId.apply((id) => bucketName(stack, id)),
    build: siteBuild,
    protect,
    adopted: adopt.bucket,
  });

  const api = new Api("api", {
    names,
    tableArn: table.arn,
    accountId,
    region,
    code: lambdaBuild.directory,
    environment: lambdaEnvironment({
      config,
      tableName: names.table,
      slot,
      existing: readAdoptedVariables(adopt.function),
    }),
    logRetentionDays: config.logRetentionDays,
    adopted: adopt.function,
    after: site.objects,
  });

  const outbox = new OutboxSchedule("outbox", { names, aliasArn: api.aliasArn, accountId, region });

  const edge = new Edge("edge", {
    names,
    code: edgeBuild.code,
    firstSlot: slot,
    aliases: config.aliases,
    protect,
    after: site.objects,
  });

  const distribution = new Distribution("distribution", {
    stack,
    names,
    api,
    site,
    edge,
    customDomain: config.customDomain,
    adopted: adopt.distribution,
  });

  const metrics = metricsOf({
    stack,
    functionName: api.functionName,
    distributionId: distribution.id,
    tableName: table.tableName,
  });

  const alarms = new Alarms("alarms", {
    names,
    metrics,
    accountId,
    region,
    email: config.adminEmail,
    stamps: config.timestampAuthority !== undefined,
    after: [outbox, distribution],
  });

  new Dashboard("dashboard", { names, metrics, region, alarmArns: alarms.arns });

  new MonthlyBudget("budget", { names, monthlyUsd: config.monthlyBudgetUsd, topicArn: alarms.budgetTopicArn });

  return {
    url: distribution.domainName.apply((name) => `https://${config.customDomain?.name ?? name}`),
    distributionId: distribution.id,
    distributionDomain: distribution.domainName,
    tableName: table.tableName,
    bucketName: site.bucketName,
    functionName: api.functionName,
    functionUrl: api.functionUrl,
    keyValueStoreArn: edge.keyValueStoreArn,
    slot,
    region,
  } satisfies Record<OutputName, unknown> & Record<string, unknown>;
}
