const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** The arrows between the top folders (docs/architecture.md). Each folder names all it may use of ours; anything else is an error. */
const FOLDERS = {
  rules: [],
  edge: ["rules"],
  lambda: ["rules"],
  site: ["rules"],
  // It bundles the Lambda, and weighs the page that the Lambda renders.
  build: ["rules", "lambda"],
  infra: ["rules", "edge/routes", "build"],
  ops: ["rules", "lambda", "build"],
  cloud: [],
  local: ["cloud", "rules", "lambda"],
  // It puts what we write before judges that nobody here wrote.
  judge: ["rules", "lambda"],
  // What tests/ and bench/ share; nothing else may use it.
  testkit: ["rules", "cloud/graph"],
};

/** The rooms of cloud/ that each stand for one service of AWS. */
const AWS_SERVICES = [
  "iam",
  "kms",
  "dynamodb",
  "s3",
  "kvs",
  "lambda",
  "scheduler",
  "edgeFunction",
  "cloudfront",
  "cloudwatchLogs",
  "sns",
  "budgets",
  "cloudwatch",
];

/** What each room of commands of the operator's may use. */
const COMMAND = ["refusal", "say", "stack", "cli"];
/** What each room of the site that has screens of its own may use. */
const SCREEN = ["labels", "api", "client", "context", "ui", "forms"];
/** The one file that leads up, to what is loaded after the first screens. */
const DOOR = "^site/ui/loadLater\\.ts$";

/**
 * The arrows inside a folder, from the ground up: what each of its rooms may use of the folder itself. A room is a folder,
 * or a file that stands beside the folders; a file that is named nowhere (a composition root) may use them all. Every
 * folder is named, and none may use one that is named after it.
 */
const ROOMS = {
  rules: {
    canonicalJson: [],
    words: [],
    people: [],
    time: [],
    contract: ["words", "people"],
    accounts: ["people", "contract"],
    stack: ["words", "contract"],
    money: ["people", "time", "contract"],
    crew: ["contract"],
    vessels: ["people", "contract", "crew"],
    waiver: ["canonicalJson", "words", "people", "time", "contract"],
    charter: ["people", "time", "contract", "money", "crew"],
    manifest: ["people", "time", "contract", "charter"],
    departure: ["canonicalJson", "people", "time", "contract", "money", "crew", "charter", "manifest"],
    mail: ["time", "contract", "manifest"],
  },
  lambda: {
    // What every feature stands on.
    log: [],
    env: [],
    dynamodb: ["log"],
    seals: [],
    problem: ["dynamodb"],
    gmail: ["env"],
    invoke: ["dynamodb"],
    rfc3161: ["log"],
    company: ["dynamodb", "env", "log"],
    services: ["company", "dynamodb", "env", "gmail", "invoke", "log", "rfc3161"],
    html: [],
    http: ["problem", "services"],
    // The records, which use no feature.
    accounts: ["dynamodb", "seals"],
    throttle: ["dynamodb"],
    charter: ["dynamodb", "problem", "seals"],
    accountMail: ["charter", "dynamodb"],
    // The features.
    session: ["accounts", "dynamodb", "http", "problem", "services", "throttle"],
    health: ["http", "services"],
    availability: ["accounts", "dynamodb", "http", "services"],
    vessels: ["dynamodb", "http", "problem", "seals", "services"],
    webauthn: ["accounts"],
    identity: [
      "accountMail",
      "accounts",
      "dynamodb",
      "http",
      "problem",
      "services",
      "session",
      "throttle",
      "vessels",
      "webauthn",
    ],
    waiverTexts: ["dynamodb", "html", "http", "problem", "seals", "services"],
    settings: ["accounts", "company", "dynamodb", "http", "problem", "services", "session", "vessels", "waiverTexts"],
    stamps: ["charter", "dynamodb", "rfc3161", "services"],
    waiver: [
      "charter",
      "company",
      "dynamodb",
      "html",
      "http",
      "problem",
      "services",
      "session",
      "stamps",
      "throttle",
      "waiverTexts",
    ],
    reminders: ["charter", "dynamodb", "html", "http", "services"],
    events: ["accounts", "charter", "dynamodb", "http", "problem", "reminders", "seals", "services"],
    patrons: ["charter", "dynamodb", "events", "http", "problem", "reminders", "services"],
    departures: ["accounts", "charter", "dynamodb", "events", "http", "problem", "seals", "services"],
    crew: [
      "accountMail",
      "accounts",
      "availability",
      "charter",
      "dynamodb",
      "events",
      "http",
      "problem",
      "services",
      "session",
      "throttle",
    ],
    calendar: ["accounts", "charter", "dynamodb", "http", "problem", "services", "session", "throttle"],
    paper: ["rfc3161", "waiver", "waiverTexts"],
    signatures: ["charter", "dynamodb", "http", "paper", "problem", "rfc3161", "services", "stamps", "waiverTexts"],
    mail: [
      "accounts",
      "calendar",
      "charter",
      "company",
      "dynamodb",
      "html",
      "paper",
      "reminders",
      "seals",
      "services",
      "signatures",
    ],
    outbox: ["charter", "dynamodb", "events", "gmail", "http", "mail", "services"],
    closeouts: ["charter", "dynamodb", "http", "problem", "seals", "services"],
    payments: ["charter", "closeouts", "dynamodb", "http", "problem", "seals", "services", "throttle"],
  },
  cloud: {
    startError: [],
    clock: [],
    graph: [],
    bundle: [],
    data: ["startError", "clock"],
    http: ["startError", "clock"],
    aws: ["clock", "http"],
    iam: ["graph", "aws"],
    kms: ["aws"],
    dynamodb: ["startError", "clock", "graph", "bundle", "data", "aws", "http"],
    s3: ["clock", "graph", "data", "http", "aws"],
    kvs: ["clock", "graph", "data", "aws"],
    lambda: ["clock", "graph", "bundle", "data", "http", "aws", "iam"],
    scheduler: ["clock", "graph", "aws", "iam", "lambda"],
    edgeFunction: ["clock", "graph", "data", "aws", "kvs"],
    cloudfront: ["clock", "graph", "data", "http", "aws", "edgeFunction"],
    cloudwatchLogs: ["graph", "data", "aws", "lambda"],
    sns: ["graph", "aws"],
    budgets: ["graph", "aws", "sns"],
    cloudwatch: ["clock", "graph", "data", "aws", "lambda", "cloudfront", "sns"],
    gmail: ["startError", "clock", "http"],
    timestamp: ["startError", "clock", "data", "http"],
    provider: ["graph", "aws", ...AWS_SERVICES],
    program: ["graph", "bundle", "provider"],
    realise: ["startError", "clock", "graph", "data", "http", "aws", ...AWS_SERVICES, "gmail", "timestamp"],
  },
  ops: {
    refusal: [],
    say: [],
    stack: ["refusal", "say"],
    cli: ["refusal", "say", "stack"],
    uploads: ["refusal", "stack"],
    smoke: ["refusal", "cli", "uploads"],
    release: ["refusal", "cli", "uploads", "smoke"],
    api: [...COMMAND, "uploads", "smoke", "release"],
    slots: [...COMMAND, "uploads", "smoke", "release", "api"],
    accounts: COMMAND,
    logs: COMMAND,
    data: COMMAND,
    audit: [...COMMAND, "data"],
    verify: ["refusal", "cli", "data"],
    doctor: COMMAND,
    adopt: [...COMMAND, "data", "verify", "doctor"],
  },
  site: {
    static: [],
    styles: [],
    labels: [],
    device: [],
    routing: [],
    api: [],
    offline: ["device", "routing", "api"],
    worker: ["device", "offline"],
    client: ["device", "api", "offline"],
    context: ["routing", "client"],
    ui: ["labels", "routing", "api", "offline", "context"],
    forms: ["api", "ui"],
    waiting: ["labels", "client", "device", "offline", "context", "ui", "forms"],
    session: ["labels", "device", "routing", "api", "offline", "client", "context", "ui", "forms", "waiting"],
    account: [...SCREEN, "device", "routing", "session"],
    kiosk: ["device", "api", "offline", "ui"],
    waiver: ["device", "api", "kiosk"],
    waiverLink: ["labels", "api", "client", "context", "ui", "kiosk"],
    waiverTexts: [...SCREEN, "device"],
    vessels: SCREEN,
    calendar: ["labels", "api", "client", "context", "ui"],
    crew: [...SCREEN, "calendar", "session"],
    availability: [...SCREEN, "crew"],
    manifest: [...SCREEN, "offline", "waiting", "waiverLink"],
    payments: [...SCREEN, "offline", "waiting"],
    settings: [...SCREEN, "crew", "session"],
    closeout: [...SCREEN, "device", "crew", "payments"],
    departure: [...SCREEN, "routing", "offline", "waiting", "manifest"],
    charter: [...SCREEN, "routing", "waiting", "waiverLink", "vessels", "crew", "manifest", "payments", "departure"],
    firstDay: ["api", "client", "context", "ui", "vessels", "crew", "charter"],
    month: ["labels", "client", "context", "ui", "kiosk", "waiting", "payments", "charter", "firstDay"],
    app: [
      "device",
      "routing",
      "api",
      "offline",
      "client",
      "context",
      "ui",
      "forms",
      "waiting",
      "session",
      "charter",
      "month",
    ],
  },
  simulate: {
    chance: [],
    table: [],
    versions: [],
    book: [],
    system: ["chance", "table", "versions"],
    world: ["chance", "book", "system", "versions"],
    people: ["chance", "book", "system", "world"],
    checks: ["table", "book", "system", "world", "people"],
    day: ["chance", "table", "system", "world", "people", "checks"],
  },
};

/** Everything of ours, packages and Node.js left out. */
const OURS = `^(index\\.ts|(${[...Object.keys(FOLDERS), "simulate", "bench", "tests"].join("|")})/)`;

const folderRules = Object.entries(FOLDERS).map(([folder, allowed]) => ({
  name: `${folder}-uses-only-${allowed.map((layer) => layer.replace("/", "-")).join("-and-") || "itself"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: OURS,
    pathNot: `^(${[folder, ...allowed].join("|")})(/|\\.ts$)`,
  },
}));

const roomRules = Object.entries(ROOMS).flatMap(([folder, rooms]) => {
  const names = Object.keys(rooms);
  requireOrder(folder, rooms);
  return names.map((room) => ({
    name: `${folder}-${room}-uses-only-${rooms[room].join("-and-") || "itself"}`,
    severity: "error",
    from: { path: `^${folder}/${room}(/|\\.tsx?$)`, pathNot: DOOR },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${[room, ...rooms[room]].join("|")})(/|\\.tsx?$)` },
  }));
});

/** A room that uses only rooms named before it is in no circle, and a folder that is not named has no rule. */
function requireOrder(folder, rooms) {
  const names = Object.keys(rooms);
  for (const [room, allowed] of Object.entries(rooms)) {
    const late = allowed.filter((other) => !names.slice(0, names.indexOf(room)).includes(other));
    if (late.length > 0) throw new Error(`${folder}/${room} may not use ${late.join(", ")}: name them before it.`);
  }
  const unnamed = readdirSync(join(__dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !names.includes(entry.name))
    .map((entry) => entry.name);
  if (unnamed.length > 0) throw new Error(`${folder}/ has folders without a rule: ${unnamed.join(", ")}.`);
}

module.exports = {
  forbidden: [
    ...folderRules,
    ...roomRules,
    {
      name: "the-parts-stay-apart",
      comment: "Imported in any other way, all of one would come with the first screen.",
      severity: "error",
      from: {},
      to: { path: "^site/(later\\.ts|charter/Charter\\.tsx|session/SignIn\\.tsx)$", dynamic: false },
    },
    {
      name: "nothing-in-production-uses-the-embedded-cloud",
      comment: "Production code must not know that it exists.",
      severity: "error",
      from: { pathNot: "^(cloud|local|testkit|tests|bench|simulate)/" },
      to: { path: "^(cloud|local)/" },
    },
    {
      name: "the-embedded-clouds-tests-use-it-alone",
      comment: "They prove that it knows nothing of the product.",
      severity: "error",
      from: { path: "^tests/cloud/" },
      to: { path: OURS, pathNot: "^(cloud|tests/cloud)/" },
    },
    {
      name: "nothing-uses-tests",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
    {
      name: "nothing-but-its-tests-uses-bench",
      severity: "error",
      from: { pathNot: "^(tests|bench)/" },
      to: { path: "^bench/" },
    },
    {
      name: "nothing-but-its-tests-uses-simulate",
      severity: "error",
      from: { pathNot: "^(tests|simulate)/" },
      to: { path: "^simulate/" },
    },
    {
      name: "nothing-but-tests-and-bench-uses-the-testkit",
      comment: "The simulation is both.",
      severity: "error",
      from: { pathNot: "^(tests|bench|testkit|simulate)/" },
      to: { path: "^testkit/" },
    },
    {
      name: "rules-are-pure",
      comment: "No I/O in rules: valibot is the only package, no Node module.",
      severity: "error",
      from: { path: "^rules/" },
      to: { dependencyTypes: ["npm", "core"], pathNot: "node_modules/valibot/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: `^(${Object.keys(FOLDERS).join("|")})/`, pathNot: "\\.d\\.ts$" },
      to: {},
    },
    {
      name: "nothing-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^cloudfront$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|\\.local|tests/cloud/example/dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
