import ts from "typescript";

/**
 * The second guard of the edge bundle: what esbuild lets through because it is no syntax. Reads the built code with a
 * real parser and names everything that runtime 2.0 does not document (AWS: functions-javascript-runtime-20). It is a
 * check of the tests, not of the build: TypeScript takes longer to load than the whole Pulumi program to evaluate.
 */

/** Globals the router may use; `cf` is declared by the bundle's import. */
const GLOBALS = new Set(
  ["Array", "Boolean", "Date", "Error", "JSON", "Math", "Number", "Object", "Promise", "String", "undefined"].concat([
    "decodeURIComponent",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
  ]),
);

/** Built-in methods beyond ES5.1 that both runtime 2.0 and njs 0.7.9 have. replaceAll is not: njs 0.7.9 lacks it. */
const LATER_METHODS = new Set(
  ["assign", "entries", "values", "startsWith", "endsWith", "includes", "repeat", "padStart", "padEnd"].concat([
    "trimStart",
    "trimEnd",
    "find",
    "findIndex",
    "fill",
    "of",
    "then",
    "catch",
    "finally",
    "resolve",
    "reject",
    "all",
  ]),
);

/** The methods of ES5.1 (ECMA-262 5.1, chapter 15), by their names. */
const ES5_METHODS = new Set(
  (
    "create defineProperty defineProperties freeze getOwnPropertyDescriptor getOwnPropertyNames getPrototypeOf " +
    "isExtensible isFrozen isSealed keys preventExtensions seal hasOwnProperty isPrototypeOf propertyIsEnumerable " +
    "toString toLocaleString valueOf apply bind call isArray concat every filter forEach indexOf join lastIndexOf map " +
    "pop push reduce reduceRight reverse shift slice some sort splice unshift charAt charCodeAt fromCharCode " +
    "localeCompare match replace search split substring toLowerCase toUpperCase toLocaleLowerCase " +
    "toLocaleUpperCase trim exec test toFixed toExponential toPrecision parse stringify constructor length name " +
    "message"
  ).split(" "),
);

/** Every name that this Node gives to a property of a built-in: the names that could be a missing method. */
const BUILT_INS = new Set(
  [Object, Array, String, Number, Boolean, Date, RegExp, Promise, Function, JSON, Math, Error].flatMap((item) => [
    ...Object.getOwnPropertyNames(item),
    ...("prototype" in item ? Object.getOwnPropertyNames(item.prototype) : []),
  ]),
);

const FORBIDDEN_SYNTAX = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.ObjectBindingPattern, "destructuring"],
  [ts.SyntaxKind.ArrayBindingPattern, "destructuring"],
  [ts.SyntaxKind.SpreadElement, "spread"],
  [ts.SyntaxKind.SpreadAssignment, "spread"],
  [ts.SyntaxKind.ForOfStatement, "for-of"],
  [ts.SyntaxKind.ClassDeclaration, "class"],
  [ts.SyntaxKind.ClassExpression, "class"],
  [ts.SyntaxKind.YieldExpression, "generator"],
  [ts.SyntaxKind.QuestionDotToken, "?."],
  [ts.SyntaxKind.QuestionQuestionToken, "??"],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, "??="],
  [ts.SyntaxKind.BarBarEqualsToken, "||="],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, "&&="],
  [ts.SyntaxKind.BigIntLiteral, "bigint"],
  [ts.SyntaxKind.ExportKeyword, "export"],
  [ts.SyntaxKind.ExportDeclaration, "export"],
  [ts.SyntaxKind.ExportAssignment, "export"],
  [ts.SyntaxKind.ShorthandPropertyAssignment, "shorthand property"],
  [ts.SyntaxKind.ComputedPropertyName, "computed property name"],
  [ts.SyntaxKind.MethodDeclaration, "shorthand method"],
  [ts.SyntaxKind.MetaProperty, "new.target or import.meta"],
]);

/** Lists what the code uses that runtime 2.0 lacks, in words; empty when it may be deployed. */
export function findUnsupported(code: string): string[] {
  const file = ts.createSourceFile("edge.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const nodes = collect(file);
  const declared = new Set(nodes.flatMap(declaredName));
  const findings = nodes.flatMap((node) => [
    ...findSyntax(node),
    ...findRegularExpression(node),
    ...findGlobal(node, declared),
    ...findMethod(node),
  ]);
  return [...new Set(findings)];
}

function collect(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    below.push(...collect(child));
  });
  return [node, ...below];
}

/** Scopes are ignored: a name declared anywhere in the bundle counts as its own, which only ever hides a shadowing. */
function declaredName(node: ts.Node): string[] {
  const declares =
    ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node) || ts.isImportClause(node);
  const named = declares || ts.isFunctionExpression(node);
  return named && node.name !== undefined && ts.isIdentifier(node.name) ? [node.name.text] : [];
}

function findSyntax(node: ts.Node): string[] {
  const word = FORBIDDEN_SYNTAX.get(node.kind);
  if (word !== undefined) return [`syntax: ${word}`];
  if (ts.isParameter(node) && node.initializer !== undefined) return ["syntax: default parameter"];
  if (ts.isCatchClause(node) && node.variableDeclaration === undefined) return ["syntax: catch without a name"];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return ["syntax: import()"];
  const generator = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) ? node.asteriskToken : undefined;
  return generator === undefined ? [] : ["syntax: generator"];
}

function findRegularExpression(node: ts.Node): string[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const flags = node.text.slice(node.text.lastIndexOf("/") + 1);
  const findings = /[^gim]/.test(flags) ? [`regular expression flag in ${node.text}`] : [];
  return /\(\?<[=!]|\\p\{/i.test(node.text) ? [...findings, `regular expression ${node.text}`] : findings;
}

function findGlobal(node: ts.Node, declared: ReadonlySet<string>): string[] {
  if (!ts.isIdentifier(node) || isPropertyName(node)) return [];
  return declared.has(node.text) || GLOBALS.has(node.text) ? [] : [`global: ${node.text}`];
}

function isPropertyName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertyAssignment(parent) && parent.name === node;
}

function findMethod(node: ts.Node): string[] {
  if (!ts.isPropertyAccessExpression(node)) return [];
  const name = node.name.text;
  const supported = ES5_METHODS.has(name) || LATER_METHODS.has(name) || name in Math;
  return BUILT_INS.has(name) && !supported ? [`method: ${name}`] : [];
}
