import type { Mail } from "./mailbox.ts";

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const STYLE = `
:root{color-scheme:light dark;--line:#8885;--soft:#8882}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif}
header{padding:1rem;border-bottom:1px solid var(--line)}h1{font-size:1.25rem;margin:0}header p{margin:.25rem 0 0;opacity:.75}
main{max-width:72rem;margin:0 auto;padding:1rem}
article{border:1px solid var(--line);border-radius:.75rem;margin:0 0 1rem;overflow:hidden}
summary{padding:.75rem 1rem;cursor:pointer;overflow-wrap:anywhere}summary h2{display:inline;font-size:1.05rem;margin:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:0 .75rem;margin:.25rem 0 0;font-size:.875rem;opacity:.85}dd{margin:0;overflow-wrap:anywhere}
.bodies{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));border-top:1px solid var(--line)}
section{padding:.75rem 1rem;min-width:0}section+section{border-left:1px solid var(--line)}
h3{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;margin:0 0 .5rem;opacity:.7}
iframe{width:100%;height:26rem;border:0;border-radius:.5rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding:.75rem;border-radius:.5rem;background:var(--soft)}`;

const SCRIPT = `
const count = Number(document.body.dataset.count);
setInterval(async () => {
  if (document.hidden) return;
  try {
    const mails = await (await fetch("/mailbox.json")).json();
    if (mails.length !== count) location.reload();
  } catch { /* The cloud is restarting; the next tick asks again. */ }
}, 2000);`;

function mailView(mail: Mail, open: boolean): string {
  const html =
    mail.html === null
      ? "<p>No HTML part.</p>"
      : `<iframe title="The mail as HTML" sandbox srcdoc="${escapeHtml(mail.html)}"></iframe>`;
  const text = mail.text === null ? "<p>No text part.</p>" : `<pre>${escapeHtml(mail.text)}</pre>`;
  const copies = mail.cc === "" ? "" : `<dt>Copy to</dt><dd>${escapeHtml(mail.cc)}</dd>`;
  return `<article><details${open ? " open" : ""}><summary><h2>${escapeHtml(mail.subject)}</h2>
<dl><dt>To</dt><dd>${escapeHtml(mail.to)}</dd>${copies}<dt>From</dt><dd>${escapeHtml(mail.from)}</dd><dt>At</dt><dd><time datetime="${mail.receivedAt}">${escapeHtml(mail.receivedAt)}</time></dd></dl></summary>
<div class="bodies"><section><h3>HTML</h3>${html}</section><section><h3>Text</h3>${text}</section></div></details></article>`;
}

/** Renders the mailbox, newest mail first and open; it looks for new mails every two seconds. */
export function renderMailbox(mails: readonly Mail[]): string {
  const newest = [...mails].reverse();
  const list =
    newest.length === 0
      ? "<p>No mail yet. What is sent arrives here.</p>"
      : newest.map((mail, index) => mailView(mail, index === 0)).join("\n");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox (${mails.length})</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body data-count="${mails.length}"><header><h1>Local mailbox</h1><p>What the function sent through Gmail, and what AWS would mail when an alarm rings. Nothing leaves this machine.</p></header>
<main>${list}</main><script>${SCRIPT}</script></body></html>`;
}
