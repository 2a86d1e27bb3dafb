import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { dataBlock } from "../../lambda/html/escape.ts";
import { renderWaiverPage } from "../../lambda/waiver/page.ts";
import type { WaiverPageView } from "../../lambda/waiver/view.ts";
import { renderCanceledPage, renderWaiverNotFoundPage } from "../../lambda/waiver/plainPages.ts";
import { wordsOf } from "../../lambda/waiver/words/wordsOf.ts";
import { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { LANGUAGES } from "../../rules/words/language.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";

const HOSTILE = `<img src=x onerror="alert('1')">&`;

function view(part: Partial<WaiverPageView> = {}): WaiverPageView {
  return {
    slot: "0123456789ab",
    slug: "2026-05-23-jane-afternoon",
    companyName: "Windward",
    language: "en",
    kiosk: false,
    closes: "Sunday, May 24, 2026 at 12:00 PM EDT",
    timeZone: "America/New_York",
    dock: { address: "", mapUrl: "" },
    charter: { date: "2026-05-23", period: "afternoon", title: "Jane’s afternoon charter" },
    text: shownText(BUILT_IN_WAIVER, "en", "Windward"),
    textSha256: "a".repeat(64),
    ...part,
  };
}

describe("the waiver page", () => {
  it("escapes hostile names wherever they show", () => {
    const html = renderWaiverPage(
      view({
        companyName: HOSTILE,
        text: shownText(BUILT_IN_WAIVER, "en", HOSTILE),
        charter: { date: "2026-05-23", period: "afternoon", title: HOSTILE },
      }),
    );

    expect(html).not.toContain("<img src=x");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
    for (const render of [renderWaiverNotFoundPage, renderCanceledPage]) {
      expect(render({ companyName: HOSTILE, language: "es" })).not.toContain("<img src=x");
    }
  });

  it("has nothing inline, so that the content security policy lets all of it work", () => {
    const html = renderWaiverPage(view());

    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/json" id="words">',
      '<script type="module" src="/_staging/0123456789ab/waiver.js">',
    ]);
  });

  it("carries what the script needs to sign exactly this text", () => {
    const html = renderWaiverPage(view());

    for (const fact of [
      'data-slug="2026-05-23-jane-afternoon"',
      'data-date="2026-05-23"',
      'data-version="2026-05-01"',
      'data-time-zone="America/New_York"',
      `data-text-sha256="${"a".repeat(64)}"`,
    ]) {
      expect(html).toContain(fact);
    }
    expect(html).toContain("Saturday, May 23, 2026");
  });

  it("shows every paragraph of the text under its heading", () => {
    const html = renderWaiverPage(view());
    const [heading, paragraph] = (BUILT_IN_WAIVER.texts.en?.markdown ?? "").split("\n\n");

    expect(html).toContain(`<h3>${heading?.slice(3)}</h3>\n<p>${paragraph?.replaceAll("{company}", "Windward")}</p>`);
    expect(html).not.toContain("{company}");
  });

  it("is in Spanish from top to bottom, and marks a text that is not", () => {
    const html = renderWaiverPage(view({ language: "es" }));

    expect(html).toContain('<html lang="es">');
    expect(html).toContain("sábado, 23 de mayo de 2026</time>, tarde");
    expect(html).toContain('<article class="waiver-text" lang="en"');
    expect(html).toContain("en otro idioma");
    expect(html.indexOf('id="birth_day"')).toBeLessThan(html.indexOf('id="birth_month"'));
    expect(renderWaiverPage(view())).not.toContain("another language");
  });

  it("hands the script its words, whatever they hold", () => {
    for (const language of LANGUAGES) {
      const block =
        /<script type="application\/json" id="words">(.*?)<\/script>/s.exec(
          renderWaiverPage(view({ language })),
        )?.[1] ?? "";
      expect(v.parse(ScriptWords, JSON.parse(block))).toEqual(wordsOf(language).script);
    }
    expect(dataBlock("x", { text: "</script><b>" })).not.toContain("<b>");
  });

  it("has every place to fill in in every language", () => {
    const places = (value: unknown): string[] => JSON.stringify(value).match(/\{\w+\}/g) ?? [];

    expect(places(wordsOf("es")).sort()).toEqual(places(wordsOf("en")).sort());
  });

  it("asks a kiosk's browser to remember nobody", () => {
    const html = renderWaiverPage(view({ kiosk: true }));

    expect(html).toContain('data-place="kiosk"');
    expect([...new Set([...html.matchAll(/autocomplete="([^"]+)"/g)].map((found) => found[1]))]).toEqual(["off"]);
  });

  it.each(LANGUAGES)("labels every field, and names only ids that exist (%s)", (language) => {
    const html = renderWaiverPage(view({ language }));
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]));
    const named = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap(
      (found) => found[1]?.split(" ") ?? [],
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
