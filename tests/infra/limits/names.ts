import { TYPES } from "../policies/types.ts";
import { matching, text, type Limit } from "./limit.ts";

/** AWS's API models as botocore 1.43.11 carries them; the JavaScript SDK leaves the lengths out. */
const model = (service: string, shape: string) => `API model of ${service}, ${shape}`;

const WORD = /^[a-zA-Z0-9-_]+$/;
const IAM_NAME = /^[\w+=,.@-]+$/;
const TABLE_NAME = /^[a-zA-Z0-9_.-]+$/;

/** Every name that we choose. */
export const NAME_LIMITS: readonly Limit[] = [
  { type: TYPES.table, path: ["name"], rule: text(3, 255, TABLE_NAME), source: model("dynamodb", "TableName") },
  {
    type: TYPES.table,
    path: ["globalSecondaryIndexes", "*", "name"],
    rule: text(3, 255, TABLE_NAME),
    source: model("dynamodb", "IndexName"),
  },
  {
    type: TYPES.table,
    path: ["attributes", "*", "name"],
    rule: text(1, 255),
    source: model("dynamodb", "KeySchemaAttributeName"),
  },
  {
    type: TYPES.bucket,
    path: ["bucket"],
    source: "S3 user guide, bucket naming rules",
    rule: text(3, 63, /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]+[a-z0-9](?<!-s3alias|--ol-s3|--x-s3)$/),
  },
  // A function's own name is shorter than the model's 140, which are for its ARN.
  { type: TYPES.function, path: ["name"], rule: text(1, 64, WORD), source: "Lambda API, CreateFunction FunctionName" },
  {
    type: TYPES.alias,
    path: ["name"],
    rule: text(1, 128, /^(?!\d+$)[a-zA-Z0-9-_]+$/),
    source: model("lambda", "Alias"),
  },
  { type: TYPES.permission, path: ["statementId"], rule: text(1, 100, WORD), source: model("lambda", "StatementId") },
  { type: TYPES.role, path: ["name"], rule: text(1, 64, IAM_NAME), source: model("iam", "roleNameType") },
  { type: TYPES.rolePolicy, path: ["name"], rule: text(1, 128, IAM_NAME), source: model("iam", "policyNameType") },
  {
    type: TYPES.logGroup,
    path: ["name"],
    rule: text(1, 512, /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/),
    source: model("logs", "LogGroupName"),
  },
  { type: TYPES.schedule, path: ["name"], rule: text(1, 64, /^[0-9a-zA-Z-_.]+$/), source: model("scheduler", "Name") },
  {
    type: TYPES.keyValueStore,
    path: ["name"],
    rule: text(1, 64, WORD),
    source: model("cloudfront", "KeyValueStoreName"),
  },
  { type: TYPES.router, path: ["name"], rule: text(1, 64, WORD), source: model("cloudfront", "FunctionName") },
  {
    type: TYPES.access,
    path: ["name"],
    rule: text(1, 64),
    source: model("cloudfront", "OriginAccessControlConfig Name"),
  },
  // The model has no length; the console's is 128, and letters, digits, hyphens and underscores work everywhere.
  {
    type: TYPES.headers,
    path: ["name"],
    rule: text(1, 128, WORD),
    source: "CloudFront API, ResponseHeadersPolicyConfig",
  },
  { type: TYPES.topic, path: ["name"], rule: text(1, 256, WORD), source: "SNS API, CreateTopic Name" },
  { type: TYPES.alarm, path: ["name"], rule: text(1, 255, /^[\x20-\x7e]+$/), source: model("cloudwatch", "AlarmName") },
  {
    type: TYPES.dashboard,
    path: ["dashboardName"],
    rule: text(1, 255, WORD),
    source: "CloudWatch API, PutDashboard DashboardName",
  },
  { type: TYPES.budget, path: ["name"], rule: text(1, 100, /^[^:\\]+$/), source: model("budgets", "BudgetName") },
  {
    type: TYPES.schedule,
    path: ["scheduleExpression"],
    source: "EventBridge Scheduler user guide, schedule types",
    rule: matching(
      /^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(.+\)|at\(.+\))$/,
      "rate(1 minute)",
      "rate(1 minutes)",
    ),
  },
];
