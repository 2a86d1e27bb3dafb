import { readFileSync } from "node:fs";
import ts from "typescript";

/** What this file reads and writes of a JSON schema. */
export interface Described {
  $ref?: string | undefined;
  description?: string | undefined;
  properties?: Record<string, Described> | undefined;
  items?: Described | undefined;
  anyOf?: Described[] | undefined;
  oneOf?: Described[] | undefined;
}

/** The schemas that a source file declares, by name, each as it is written. */
export type Declarations = ReadonlyMap<string, ts.VariableDeclaration>;

/** Reads a file's own declarations. */
export function declarationsIn(path: string): Declarations {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const all = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  return new Map(all.flatMap((declared) => (ts.isIdentifier(declared.name) ? [[declared.name.text, declared]] : [])));
}

/**
 * Copies the comments of a declared schema and of its fields into its JSON schema: what the code says of a field is what the
 * description says. Source and JSON are walked side by side.
 */
export function describe(json: Described, name: string, declarations: Declarations): void {
  const declared = declarations.get(name);
  if (declared?.initializer === undefined) return;
  const said = commentOf(declared.parent.parent);
  if (said !== undefined && json.$ref === undefined)
    json.description = [said, json.description].filter(Boolean).join(" ");
  walk(json, declared.initializer, declarations);
}

function walk(json: Described, node: ts.Expression, declarations: Declarations): void {
  if (json.$ref !== undefined) return;
  if (ts.isIdentifier(node)) {
    const declared = declarations.get(node.text)?.initializer;
    if (declared !== undefined) walk(json, declared, declarations);
  } else if (ts.isCallExpression(node)) walkCall(json, node, declarations);
}

function walkCall(
  json: Described,
  { expression, arguments: given }: ts.CallExpression,
  declarations: Declarations,
): void {
  const [first, second] = given;
  const maker = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if (first === undefined) return;
  if (maker === "array") walk(json.items ?? {}, first, declarations);
  else if (maker === "nullable") walk(json.anyOf?.[0] ?? {}, first, declarations);
  else if (maker === "pipe" || maker === "optional" || maker === "partial") walk(json, first, declarations);
  else if ((maker === "variant" || maker === "orNewer") && second !== undefined)
    walkOptions(json.oneOf, second, declarations);
  else if (maker === "union") walkOptions(json.anyOf, first, declarations);
  else if (ts.isObjectLiteralExpression(first)) walkFields(json.properties ?? {}, first, declarations);
  else if (maker === "object") walk(json, first, declarations);
}

function walkOptions(options: readonly Described[] | undefined, node: ts.Expression, declarations: Declarations): void {
  if (!ts.isArrayLiteralExpression(node)) return;
  node.elements.forEach((element, index) => {
    walk(options?.[index] ?? {}, element, declarations);
  });
}

function walkFields(
  fields: Record<string, Described>,
  node: ts.ObjectLiteralExpression,
  declarations: Declarations,
): void {
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) walkSpread(fields, property.expression, declarations);
    else if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)) {
      const field = fields[property.name.text];
      if (field === undefined) continue;
      field.description = commentOf(property) ?? field.description;
      walk(field, property.initializer, declarations);
    }
  }
}

/** `...details`, `...Other.entries` or `...v.partial(v.object(details)).entries`. */
function walkSpread(fields: Record<string, Described>, node: ts.Expression, declarations: Declarations): void {
  if (ts.isPropertyAccessExpression(node)) walkSpread(fields, node.expression, declarations);
  else if (ts.isIdentifier(node)) {
    const declared = declarations.get(node.text)?.initializer;
    if (declared !== undefined) walkSpread(fields, declared, declarations);
  } else if (ts.isObjectLiteralExpression(node)) walkFields(fields, node, declarations);
  else if (ts.isCallExpression(node) && node.arguments[0] !== undefined)
    walkSpread(fields, node.arguments[0], declarations);
}

function commentOf(node: ts.Node): string | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  return ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, " ").trim();
}
