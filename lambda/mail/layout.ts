import type { Language } from "../../rules/words/language.ts";
import { escapeHtml } from "../html/escape.ts";
import type { Dock } from "../company/inForce.ts";
import type { MailContent } from "./mime.ts";

export interface MailRow {
  readonly name: string;
  readonly value: string;
  /** Whether the row carries the mail's point, such as the balance. */
  readonly strong?: boolean;
  /** Where the value leads, if anywhere. */
  readonly url?: string;
}

/** A row that is left out where there is nothing to say. */
export function rowIfAny(name: string, value: string): readonly MailRow[] {
  return value === "" ? [] : [{ name, value }];
}

/** Tells where a charter begins, as far as an admin has said so. */
export function dockRows({ address, mapUrl }: Dock): readonly MailRow[] {
  if (mapUrl !== "") return [{ name: "Where", value: address || "Map", url: mapUrl }];
  return rowIfAny("Where", address);
}

export interface MailLayout {
  readonly subject: string;
  readonly company: string;
  /** Of the whole mail; English when not given. */
  readonly language?: Language;
  /** A word above the headline. */
  readonly label: string;
  readonly headline: string;
  readonly rows: readonly MailRow[];
  /** Where to go on; a receipt leads nowhere. */
  readonly link?: { readonly text: string; readonly url: string };
  /** Small print at the end. */
  readonly footer?: readonly FooterLine[];
}

interface FooterLine {
  readonly text: string;
  /** Where the text leads, if anywhere. */
  readonly url?: string;
  /** Where it is not English. */
  readonly language?: Language;
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Lays a mail out twice, as plain text and as HTML with inline styles, which is all that mail programs keep. */
export function renderMail(layout: MailLayout): MailContent {
  return { subject: layout.subject, text: renderText(layout), html: renderHtml(layout) };
}

function renderText({ company, headline, rows, link, footer = [] }: MailLayout): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const lines = rows.map(({ name, value, url }) => {
    const said = url === undefined ? value : `${value}\n${url}`;
    return `${`${name}:`.padEnd(width)}${said.replaceAll("\n", `\n${" ".repeat(width)}`)}`;
  });
  return [
    headline,
    "",
    ...lines,
    "",
    ...(link === undefined ? [] : [`${link.text}:`, link.url, ""]),
    ...footer.flatMap(({ text, url }) => (url === undefined ? [text, ""] : [`${text}:`, url, ""])),
    "-- ",
    company,
    "",
  ].join("\n");
}

function renderHtml(layout: MailLayout): string {
  const { company, label, headline, link } = layout;
  return `<!doctype html>
<html lang="${layout.language ?? "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(layout.subject)}</title></head>
<body style="margin:0;padding:0;background:#eef3f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#eef3f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border-radius:12px;overflow:hidden;${FONT};color:#0b2545">
<tr><td style="background:#0b2545;padding:16px 24px;color:#ffffff;font-size:15px;font-weight:600">${escapeHtml(company)}</td></tr>
<tr><td style="padding:24px 24px 8px">
<div style="font-size:12px;letter-spacing:.08em;text-transform:uppercase;color:#4a6572">${escapeHtml(label)}</div>
<h1 style="margin:6px 0 0;font-size:22px;line-height:1.3;font-weight:700">${escapeHtml(headline)}</h1>
</td></tr>
<tr><td style="padding:8px 24px 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${layout.rows.map(row).join("\n")}
</table></td></tr>
${link === undefined ? "" : button(link)}
${(layout.footer ?? []).map(footerLine).join("\n")}
</table>
</td></tr></table>
</body></html>
`;
}

function button({ text, url }: NonNullable<MailLayout["link"]>): string {
  const style =
    "display:inline-block;background:#0f6e84;color:#ffffff;text-decoration:none;font-weight:600;font-size:16px;padding:12px 20px;border-radius:8px";
  return `<tr><td style="padding:0 24px 28px"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(text)}</a></td></tr>`;
}

function footerLine({ text, url, language }: FooterLine): string {
  const style = "padding:0 24px 14px;font-size:13px;line-height:1.4;color:#4a6572";
  const shown =
    url === undefined ? escapeHtml(text) : `<a href="${escapeHtml(url)}" style="color:#0f6e84">${escapeHtml(text)}</a>`;
  return `<tr><td${language === undefined ? "" : ` lang="${language}"`} style="${style}">${shown}</td></tr>`;
}

function row({ name, value, strong, url }: MailRow): string {
  const said = escapeHtml(value).replaceAll("\n", "<br>");
  const weight = strong === true ? "font-weight:700" : "font-weight:400";
  const cell =
    "padding:9px 0;border-top:1px solid #e3eaf0;font-size:15px;line-height:1.4;vertical-align:top;overflow-wrap:anywhere;word-break:break-word";
  return (
    `<tr><td style="${cell};color:#4a6572;width:110px">${escapeHtml(name)}</td>` +
    `<td style="${cell};${weight}">${url === undefined ? said : `<a href="${escapeHtml(url)}" style="color:#0f6e84">${said}</a>`}</td></tr>`
  );
}
