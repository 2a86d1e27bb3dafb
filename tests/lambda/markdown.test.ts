import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toBlocks } from "../../lambda/waiverTexts/blocks.ts";
import { renderBlocks } from "../../lambda/waiverTexts/blocksHtml.ts";

const render = (markdown: string, company = "Windward"): string => renderBlocks(toBlocks({ markdown, company }), 3);

describe("A waiver's Markdown", () => {
  it("becomes headings, paragraphs, lists, emphasis and links", () => {
    expect(render("## The *risks*\n\nBoats **move**,\nand [more](https://example.com/a_b).")).toBe(
      '<h3>The <em>risks</em></h3>\n<p>Boats <strong>move</strong>, and <a href="https://example.com/a_b" target="_blank" rel="noopener noreferrer">more</a>.</p>',
    );
    expect(render("- one\n- two\n\n  more\n\n  3. three\n  4. four")).toBe(
      '<ul>\n<li>one</li>\n<li>two\n<p>more</p>\n<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol></li>\n</ul>',
    );
  });

  it("takes the end of a line for a space, however it is written and wherever it stands", () => {
    expect(render("# A\r\n\r\none\r\n*two\rthree*  \n[four\nfive](https://example.com/ 'a\ntitle')")).toBe(
      '<h3>A</h3>\n<p>one <em>two three</em> <a href="https://example.com/" target="_blank" rel="noopener noreferrer">four five</a></p>',
    );
  });

  it("shows what no waiver needs as it was written", () => {
    expect(render("> a `b` &amp; ![c](https://c.example)\n---")).toBe(
      '<p>&gt; a `b` &amp;amp; !<a href="https://c.example/" target="_blank" rel="noopener noreferrer">c</a> ---</p>',
    );
    expect(render("\\*a\\* [b](https://b.example/c\\_d)")).toBe(
      '<p>*a* <a href="https://b.example/c_d" target="_blank" rel="noopener noreferrer">b</a></p>',
    );
  });

  it("keeps lists inside of lists, however often a text has them", () => {
    const section = "## A\n\n1. one\n   - inner\n   - inner too\n2. two\n\n";
    const once = "<h3>A</h3>\n<ol>\n<li>one\n<ul>\n<li>inner</li>\n<li>inner too</li>\n</ul></li>\n<li>two</li>\n</ol>";
    expect(render(section.repeat(3))).toBe([once, once, once].join("\n"));
  });

  it("keeps one link one link, whatever styles are in it", () => {
    expect(render("[a *b* c](https://example.com/)").match(/<a /g)).toHaveLength(1);
  });

  it("has an outline without gaps, whatever the writer numbered", () => {
    expect(
      [...render("## A\n\n#### B\n\n###### C\n\n## D\n\n# E").matchAll(/<h(\d)>(\w)/g)].map(
        ([, level, name]) => `${name}${level}`,
      ),
    ).toEqual(["A3", "B4", "C5", "D3", "E3"]);
    expect(render("- # not a heading")).toBe("<ul>\n<li><strong>not a heading</strong></li>\n</ul>");
  });

  it("takes the company's name for text and nothing else", () => {
    expect(render("Sail with {company} and {others}.", "<b>*A* & [B](https://b.example)</b>")).toBe(
      "<p>Sail with &lt;b&gt;*A* &amp; [B](https://b.example)&lt;/b&gt; and {others}.</p>",
    );
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=alert(1)>b</b>",
    "<!--x--><svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](/api/session)",
    "![x](https://evil.example/a.png)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '[x](https://a.example/"onmouseover=alert(1))',
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "> <iframe srcdoc=x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ])("lets nothing through that runs, loads or hides: %s", (markdown) => {
    expectHarmless(render(markdown));
  });

  it("is harmless whatever anybody writes", () => {
    const part = fc.constantFrom(
      "<",
      ">",
      '"',
      "'",
      "&",
      "[x](",
      ")",
      "javascript:",
      "https://a.example",
      "\n\n",
      "\n",
      "# ",
      "- ",
      "1. ",
      "*",
      "**",
      "_",
      "\\",
      "`",
      "!",
      "<script>",
      " onerror=",
      "{company}",
      "\t",
      "    ",
      "]",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
        expectHarmless(render(parts.join("")));
      }),
      { numRuns: 300 },
    );
  });
});

/** Only tags and attributes that the renderer writes, and only links that lead to a place. */
function expectHarmless(html: string): void {
  const rest = html
    .replace(/<a href="(?:https?|mailto|tel):[^"<>]*" target="_blank" rel="noopener noreferrer">/g, "")
    .replace(/<\/?(?:h[3-6]|p|ul|ol|li|em|strong)>|<ol start="\d+">|<\/a>/g, "");
  expect(rest).not.toMatch(/[<>"]/);
}
