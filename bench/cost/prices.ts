/**
 * What AWS lists for us-east-1 on demand, in US dollars. To update: change a number here, note where it was read, and run
 * `npm run cost`. Where a price falls with volume, the first and highest step stands for all.
 */

/** Where a price was read: on a stored copy of AWS's own page, in a text that quotes it, or nowhere ("knowledge"). */
export type Confirmation = "page" | "secondary" | "knowledge";

export interface Price {
  readonly service: "CloudFront" | "Lambda" | "DynamoDB" | "CloudWatch" | "S3" | "Other";
  /** What is counted, as the page names it. */
  readonly what: string;
  readonly unit: string;
  /** Dollars for `per` units. */
  readonly usd: number;
  readonly per: number;
  /** Units a month that never cost anything, for a whole account. Offers of an account's first year are not among them. */
  readonly alwaysFree: number;
  /** The AWS page that lists it. */
  readonly page: string;
  readonly confirmed: Confirmation;
}

/** The month of the newest text that was read; nobody could read the live pages while writing this. */
export const PRICES_AS_OF = "2026-06";

const MILLION = 1_000_000;
const CLOUDFRONT = { service: "CloudFront", page: "https://aws.amazon.com/cloudfront/pricing/" } as const;
const LAMBDA = { service: "Lambda", page: "https://aws.amazon.com/lambda/pricing/" } as const;
const DYNAMODB = { service: "DynamoDB", page: "https://aws.amazon.com/dynamodb/pricing/on-demand/" } as const;
const CLOUDWATCH = { service: "CloudWatch", page: "https://aws.amazon.com/cloudwatch/pricing/" } as const;
const S3 = { service: "S3", page: "https://aws.amazon.com/s3/pricing/" } as const;

export const PRICES = {
  cloudfrontTransfer: {
    ...CLOUDFRONT,
    what: "bytes to viewers",
    unit: "GB",
    usd: 0.085,
    per: 1,
    alwaysFree: 1_024,
    confirmed: "page",
  },
  cloudfrontRequests: {
    ...CLOUDFRONT,
    what: "requests",
    unit: "requests",
    usd: 0.01,
    per: 10_000,
    alwaysFree: 10 * MILLION,
    confirmed: "knowledge",
  },
  cloudfrontToOrigin: {
    ...CLOUDFRONT,
    what: "bytes to the function",
    unit: "GB",
    usd: 0.02,
    per: 1,
    alwaysFree: 0,
    confirmed: "knowledge",
  },
  edgeCalls: {
    ...CLOUDFRONT,
    what: "edge function calls",
    unit: "calls",
    usd: 0.1,
    per: MILLION,
    alwaysFree: 2 * MILLION,
    confirmed: "secondary",
  },
  edgeStoreReads: {
    ...CLOUDFRONT,
    what: "KeyValueStore reads",
    unit: "reads",
    usd: 0.03,
    per: MILLION,
    alwaysFree: 2 * MILLION,
    confirmed: "secondary",
  },
  lambdaCalls: {
    ...LAMBDA,
    what: "requests",
    unit: "requests",
    usd: 0.2,
    per: MILLION,
    alwaysFree: MILLION,
    confirmed: "secondary",
  },
  lambdaTime: {
    ...LAMBDA,
    what: "duration, arm64",
    unit: "GB-seconds",
    usd: 0.0000133334,
    per: 1,
    alwaysFree: 400_000,
    confirmed: "secondary",
  },
  readUnits: {
    ...DYNAMODB,
    what: "reads",
    unit: "read request units",
    usd: 0.125,
    per: MILLION,
    alwaysFree: 0,
    confirmed: "secondary",
  },
  writeUnits: {
    ...DYNAMODB,
    what: "writes",
    unit: "write request units",
    usd: 0.625,
    per: MILLION,
    alwaysFree: 0,
    confirmed: "secondary",
  },
  tableStorage: {
    ...DYNAMODB,
    what: "storage",
    unit: "GB-months",
    usd: 0.25,
    per: 1,
    alwaysFree: 25,
    confirmed: "page",
  },
  tableBackup: {
    ...DYNAMODB,
    what: "point-in-time recovery",
    unit: "GB-months",
    usd: 0.2,
    per: 1,
    alwaysFree: 0,
    confirmed: "secondary",
  },
  metrics: {
    ...CLOUDWATCH,
    what: "custom metrics",
    unit: "metric-months",
    usd: 0.3,
    per: 1,
    alwaysFree: 10,
    confirmed: "secondary",
  },
  alarms: {
    ...CLOUDWATCH,
    what: "alarms",
    unit: "alarm metrics",
    usd: 0.1,
    per: 1,
    alwaysFree: 10,
    confirmed: "secondary",
  },
  dashboards: {
    ...CLOUDWATCH,
    what: "dashboards",
    unit: "dashboards",
    usd: 3,
    per: 1,
    alwaysFree: 3,
    confirmed: "secondary",
  },
  logIngestion: {
    ...CLOUDWATCH,
    what: "logs taken in",
    unit: "GB",
    usd: 0.5,
    per: 1,
    alwaysFree: 5,
    confirmed: "secondary",
  },
  logStorage: {
    ...CLOUDWATCH,
    what: "logs kept",
    unit: "GB-months",
    usd: 0.03,
    per: 1,
    alwaysFree: 0,
    confirmed: "secondary",
  },
  objectReads: {
    ...S3,
    what: "GET requests",
    unit: "requests",
    usd: 0.0004,
    per: 1_000,
    alwaysFree: 0,
    confirmed: "knowledge",
  },
  objectWrites: {
    ...S3,
    what: "PUT requests",
    unit: "requests",
    usd: 0.005,
    per: 1_000,
    alwaysFree: 0,
    confirmed: "knowledge",
  },
  objectStorage: {
    ...S3,
    what: "storage",
    unit: "GB-months",
    usd: 0.023,
    per: 1,
    alwaysFree: 0,
    confirmed: "secondary",
  },
  scheduleCalls: {
    service: "Other",
    what: "EventBridge Scheduler",
    unit: "invocations",
    usd: 1,
    per: MILLION,
    alwaysFree: 14 * MILLION,
    page: "https://aws.amazon.com/eventbridge/pricing/",
    confirmed: "secondary",
  },
  keys: {
    service: "Other",
    what: "KMS keys of your own",
    unit: "keys",
    usd: 1,
    per: 1,
    alwaysFree: 0,
    page: "https://aws.amazon.com/kms/pricing/",
    confirmed: "page",
  },
  keyRequests: {
    service: "Other",
    what: "KMS, for the table's key",
    unit: "requests",
    usd: 0.03,
    per: 10_000,
    alwaysFree: 20_000,
    page: "https://aws.amazon.com/kms/pricing/",
    confirmed: "secondary",
  },
  alarmMails: {
    service: "Other",
    what: "SNS mails",
    unit: "mails",
    usd: 2,
    per: 100_000,
    alwaysFree: 1_000,
    page: "https://aws.amazon.com/sns/pricing/",
    confirmed: "secondary",
  },
  internetTransfer: {
    service: "Other",
    what: "bytes from the function to Gmail",
    unit: "GB",
    usd: 0.09,
    per: 1,
    alwaysFree: 100,
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    confirmed: "knowledge",
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;
export type Prices = Readonly<Record<PriceName, Price>>;
