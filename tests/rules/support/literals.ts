import ts from "typescript";

/** A piece of text that stands in code: of a string, a template, a pattern, an attribute, or the name of a declared property. */
export interface Literal {
  readonly text: string;
  readonly line: number;
  /** `key`: the name of a property that is written or declared. `argument`: handed to a call, alone or in a list. */
  readonly place: "key" | "argument" | "other";
}

/** Lists the literals of a source as a parser sees them: comments, imports and the names of variables are none. */
export function literalsOf(path: string, source: string): Literal[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = textOf(node);
    if (text !== undefined) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      found.push({ text, line, place: placeOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  // `/` needs an escape in a pattern, and means the same without.
  if (ts.isRegularExpressionLiteral(node)) return node.text.slice(1, node.text.lastIndexOf("/")).replaceAll("\\/", "/");
  return ts.isIdentifier(node) && isDeclaredKey(node) ? node.text : undefined;
}

function isDeclaredKey(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
}

function placeOf(node: ts.Node): Literal["place"] {
  const { parent } = node;
  if (ts.isIdentifier(node)) return "key";
  if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node) return "key";
  return isArgument(node) || (ts.isArrayLiteralExpression(parent) && isArgument(parent)) ? "argument" : "other";
}

function isArgument(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.arguments.some((argument) => argument === node);
}
