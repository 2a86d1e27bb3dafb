import { describe, expect, it } from "vitest";

import { baseOf, hrefOf, matchRoute, pathOf, type Route } from "../../site/routing/router.ts";

const PREVIEW = "/_staging/0123456789ab";

describe("the router", () => {
  it.each<[string, string, Route]>([
    ["/", "", { name: "month", month: undefined }],
    ["/", "?month=2026-05", { name: "month", month: "2026-05" }],
    ["/", "?month=2026-13", { name: "month", month: undefined }],
    ["/crew", "", { name: "crew" }],
    ["/crew/", "", { name: "crew" }],
    ["/availability", "?month=2026-05", { name: "availability", month: "2026-05" }],
    ["/vessels", "", { name: "vessels" }],
    ["/settings", "", { name: "settings" }],
    ["/waiver-text", "", { name: "waiver-text" }],
    ["/closeout", "", { name: "closeout", day: undefined }],
    ["/closeout", "?day=2026-05-23", { name: "closeout", day: "2026-05-23" }],
    ["/closeout", "?day=2026-02-30", { name: "closeout", day: undefined }],
    ["/sign-in", "?next=%2Fcrew", { name: "sign-in", next: "/crew" }],
    ["/charters/2026-05-23-jane-afternoon", "", { name: "charter", slug: "2026-05-23-jane-afternoon" }],
    ["/charters/2026-02-30-jane-afternoon", "", { name: "not-found" }],
    ["/charters/2026-05-23-jane-afternoon/departure", "", { name: "departure", slug: "2026-05-23-jane-afternoon" }],
    ["/charters/2026-05-23-jane-afternoon/other", "", { name: "not-found" }],
    ["/charters/", "", { name: "not-found" }],
    ["/somewhere", "", { name: "not-found" }],
  ])("reads %s%s, live and in a preview", (path, search, route) => {
    expect(matchRoute(path, search)).toEqual(route);
    expect(matchRoute(PREVIEW + path, search)).toEqual(route);
  });

  it("never follows a next that leads to another host", () => {
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", ""]) {
      expect(matchRoute("/sign-in", `?next=${encodeURIComponent(next)}`)).toEqual({ name: "sign-in", next: "/" });
    }
  });

  it("writes what it reads", () => {
    const routes: Route[] = [
      { name: "month", month: "2026-05" },
      { name: "month", month: undefined },
      { name: "crew" },
      { name: "closeout", day: "2026-05-23" },
      { name: "vessels" },
      { name: "waiver-text" },
      { name: "availability", month: "2026-05" },
      { name: "charter", slug: "2026-05-23-jane-afternoon" },
      { name: "sign-in", next: "/charters/2026-05-23-jane-afternoon" },
    ];
    for (const route of routes) {
      const url = new URL(pathOf(route), "http://127.0.0.1");
      expect(matchRoute(url.pathname, url.search)).toEqual(route);
    }
  });

  it("keeps links inside the preview they are shown in", () => {
    expect(baseOf(`${PREVIEW}/crew`)).toBe(PREVIEW);
    expect(baseOf("/_staging/short/crew")).toBe("");
    expect(hrefOf({ name: "crew" }, `${PREVIEW}/`)).toBe(`${PREVIEW}/crew`);
    expect(hrefOf({ name: "crew" }, "/")).toBe("/crew");
  });
});
