/** What could not be measured here; each is a number of the model, and a sentence of docs/cost.md. */
export const ASSUMPTIONS = {
  hoursPerMonth: 730,
  /** How much longer the function runs on Lambda's share of a core than on the machine that measured. */
  slowness: 2,
  /** What Lambda adds to each invocation beyond what the function's own clock sees, rounding up to 1 ms included, in ms. */
  overheadMilliseconds: 1,
  /** How long the real Gmail takes for one mail, in ms; the local one answers at once. */
  gmailMilliseconds: 600,
  /** Share of a charter's invocations that start a new environment, and how long that takes, in ms. */
  coldShare: 0.02,
  coldMilliseconds: 600,
  /** For how long screens are open, seen and used, per charter, all people's together, in minutes. */
  minutesOnCharter: 60,
  minutesOnMonth: 60,
  /** How old the table is: what it keeps of earlier months costs, too. */
  monthsKept: 12,
  /** Edge locations that ask the bucket for a cached file, each once a day. */
  edgeLocations: 20,
  /** What a stored log takes of what was taken in: CloudWatch keeps it compressed. */
  logCompression: 0.15,
  /** Releases a month, and slots kept in the bucket. */
  releasesPerMonth: 4,
  slotsKept: 10,
  alarmMailsPerMonth: 10,
  /** KMS calls an hour for a table that is in use all the time: DynamoDB keeps a table's key for five minutes. */
  keyRequestsPerHour: 12,
} as const;

export type Assumptions = Readonly<Record<keyof typeof ASSUMPTIONS, number>>;

/** Says each assumption in words, with where it comes from. */
export function describeAssumptions(values: Assumptions): readonly string[] {
  return [
    `A month has ${values.hoursPerMonth} hours.`,
    `On Lambda the function takes ${values.slowness} times as long as on the machine that measured (1,024 MB buy 0.58 of a core, by AWS's 1,769 MB for a whole one; the table is a network call away). Lambda adds ${values.overheadMilliseconds} ms to each call. Neither was measured on AWS.`,
    `Gmail takes ${values.gmailMilliseconds} ms for a mail, and every mail goes out at the first try.`,
    `${values.coldShare * 100} % of a charter's calls start a new environment, which takes ${values.coldMilliseconds} ms; the sweep keeps one warm all the time.`,
    `Of each charter its page is open, seen and used for ${values.minutesOnCharter} minutes, all people's together, and the month for ${values.minutesOnMonth}: while they are, they look for news every few seconds (ADR 36). A page that nobody sees costs nothing, and one that nobody has touched for five minutes looks once a minute.`,
    `The table is ${values.monthsKept} months old with the same number of charters in each month; nothing is ever deleted.`,
    `A page or web manifest is confirmed at the bucket each time it is opened (\`no-cache\`); each other file is fetched from the bucket at most once a day by each of ${values.edgeLocations} edge locations.`,
    `CloudWatch keeps logs at ${values.logCompression * 100} % of their size.`,
    `${values.releasesPerMonth} releases a month, ${values.slotsKept} slots kept in the bucket, ${values.alarmMailsPerMonth} alarm mails a month.`,
    `DynamoDB asks KMS for the table's key ${values.keyRequestsPerHour} times an hour.`,
    "A metric costs its month's price only for the hours in which it is sent; a charter's metrics each count one hour.",
    "A year's first-time offers of AWS and its new-account credits are left out; so are taxes, a domain of your own (Route 53: $0.50 a month), Pulumi's backend and the Google account.",
  ];
}
