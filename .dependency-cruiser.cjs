/** The arrows of DESIGN.md's layout. Each folder names all it may use of ours; anything else is an error. */
const LAYERS = {
  rules: [],
  edge: ["rules"],
  lambda: ["rules"],
  site: ["rules"],
  // It bundles the Lambda, and weighs the page that the Lambda renders.
  build: ["rules", "lambda"],
  infra: ["rules", "edge/routes", "build"],
  ops: ["rules", "lambda", "edge/routes", "build"],
};

const layerRules = Object.entries(LAYERS).map(([folder, allowed]) => ({
  name: `${folder}-uses-only-${allowed.map((layer) => layer.replace("/", "-")).join("-and-") || "itself"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: "^(index\\.ts|(rules|edge|lambda|site|build|infra|ops|local|bench|tests)/)",
    pathNot: `^(${[folder, ...allowed].join("|")})(/|\\.ts$)`,
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "only-tests-and-bench-use-local",
      comment: "Production code must not know that the embedded cloud exists.",
      severity: "error",
      from: { pathNot: "^(local|tests|bench)/" },
      to: { path: "^local/" },
    },
    {
      name: "nothing-uses-tests",
      severity: "error",
      from: { pathNot: "^(tests|bench)/" },
      to: { path: "^(tests|bench)/" },
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
      from: { orphan: true, path: "^(rules|edge|lambda|site|build|infra|ops|local)/", pathNot: "\\.d\\.ts$" },
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
    exclude: { path: "^(dist|\\.local)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
