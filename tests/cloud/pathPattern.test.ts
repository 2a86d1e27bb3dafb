import { expect, test } from "vitest";
import { matchesPathPattern, normalizePath } from "../../cloud/cloudfront/pathPattern.ts";

test.each([
  ["/api/*", "/api/health", true],
  ["/api/*", "/api/", true],
  ["/api/*", "/api", false],
  ["/api/*", "/API/health", false],
  ["/api/*", "/x/api/health", false],
  ["api/*", "/api/health", true],
  ["/g/*", "/g/2026-05-23/waiver", true],
  ["/*/waiver", "/g/a/b/waiver", true],
  ["*.css", "/deep/path/a.css", true],
  ["*.css", "/deep/path/acss", false],
  ["/a?c", "/abc", true],
  ["/a?c", "/ac", false],
  ["/a?c", "/a/c", true],
  ["*", "/", true],
  ["/a+(b)", "/a+(b)", true],
])("the pattern %s on %s gives %s", (pattern, path, expected) => {
  const matches = matchesPathPattern(pattern, path);
  expect(matches).toBe(expected);
});

test.each([
  ["/", "/"],
  ["//api/x", "/api/x"],
  ["/a/../api/x", "/api/x"],
  ["/a/./b", "/a/b"],
  ["/../../x", "/x"],
  ["/a/b/..", "/a/"],
  ["/%61pi/x", "/api/x"],
  ["/a%2Fb", "/a%2Fb"],
  ["/%2e%2e/api/x", "/api/x"],
  ["/a/", "/a/"],
])("the raw path %s is matched as %s", (raw, expected) => {
  const normalized = normalizePath(raw);
  expect(normalized).toBe(expected);
});
