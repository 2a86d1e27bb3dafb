import { describe, expect, it } from "vitest";

import { renderWaiverNotFoundPage, renderWaiverPage, type WaiverPageView } from "../../lambda/waiver/page.ts";
import { currentWaiver } from "../../rules/waiverText.ts";

const HOSTILE = `<img src=x onerror="alert('1')">&`;

function view(part: Partial<WaiverPageView> = {}): WaiverPageView {
  return {
    slot: "0123456789ab", slug: "2026-05-23-jane-afternoon", companyName: "Windward",
    charter: { date: "2026-05-23", period: "afternoon", title: "Jane’s afternoon charter" },
    text: currentWaiver("Windward"), textSha256: "a".repeat(64), ...part,
  };
}

describe("the waiver page", () => {
  it("escapes hostile names wherever they show", () => {
    const html = renderWaiverPage(view({
      companyName: HOSTILE, text: currentWaiver(HOSTILE), charter: { date: "2026-05-23", period: "afternoon", title: HOSTILE },
    }));

    expect(html).not.toContain("<img src=x");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
    expect(renderWaiverNotFoundPage({ companyName: HOSTILE })).not.toContain("<img src=x");
  });

  it("has nothing inline, so that the content security policy lets all of it work", () => {
    const html = renderWaiverPage(view());

    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/_staging/0123456789ab/waiver.js">']);
  });

  it("carries what the script needs to sign exactly this text", () => {
    const html = renderWaiverPage(view());

    for (const fact of ['data-slug="2026-05-23-jane-afternoon"', 'data-date="2026-05-23"', 'data-version="2026-05-01"', `data-text-sha256="${"a".repeat(64)}"`]) {
      expect(html).toContain(fact);
    }
    expect(html).toContain("Saturday, May 23, 2026");
  });

  it("shows every paragraph of the text under its heading", () => {
    const { text } = view();
    const html = renderWaiverPage(view());

    for (const { heading, paragraphs } of text.sections) {
      expect(html).toContain(`<h3>${heading}</h3>`);
      for (const paragraph of paragraphs) expect(html).toContain(paragraph.replaceAll("'", "&#39;"));
    }
  });

  it("labels every field, and names only ids that exist", () => {
    const html = renderWaiverPage(view());
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]));
    const named = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap((found) => found[1]?.split(" ") ?? []);

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
