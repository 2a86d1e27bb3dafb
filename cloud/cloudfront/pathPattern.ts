/**
 * Tells whether a path pattern of a behavior matches a normalised path: `*` is any run of characters, slashes too,
 * `?` exactly one; case counts; the leading slash of a pattern is optional (developer guide, "Path pattern").
 */
export function matchesPathPattern(pattern: string, path: string): boolean {
  return compilePattern(pattern).test(path);
}

const compiled = new Map<string, RegExp>();

function compilePattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const rooted = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  const expression = new RegExp(`^${source}$`);
  compiled.set(pattern, expression);
  return expression;
}

/**
 * Normalises a raw path as CloudFront does before it chooses a behavior (RFC 3986, section 6): escapes of unreserved
 * characters decoded, dot segments resolved, runs of slashes collapsed. The origin still gets the raw path.
 */
export function normalizePath(path: string): string {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (escape, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape;
  });
  const kept: string[] = [];
  const segments = decoded.split("/").filter((segment, index, all) => segment !== "" || index === all.length - 1);
  segments.forEach((segment, index) => {
    if (segment === "..") kept.pop();
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (index === segments.length - 1) kept.push("");
  });
  return `/${kept.join("/")}`;
}
