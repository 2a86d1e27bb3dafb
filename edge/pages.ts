/** The pages that the edge itself shows. They repeat nothing of the request, so there is nothing to escape. */

/** The company's name as HTML text. The build puts it in: a patron knows the company, not the tool it uses. */
declare const COMPANY_NAME: string;

function page(title: string, content: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${title} · ${COMPANY_NAME}</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/error.css"></head><body><main>` +
    `<p>${COMPANY_NAME}</p><h1>${title}</h1>${content}</main></body></html>`
  );
}

/** Writes the page for a waiver link that leads to no charter; its reader is a patron with a phone. */
export function waiverNotFoundPage(): string {
  return page(
    "We can’t find this waiver",
    "<p>The link may be incomplete, or it may be an old one. Nothing is lost, and nothing has been signed.</p>" +
      "<ul><li>Go back to the message with the link and tap it there, so that all of it comes along.</li>" +
      "<li>If you land here again, ask the person who sent it to you for a new link.</li></ul>",
  );
}

/** Writes the page for the time in which no build of the site is live, or the live pointer cannot be read. */
export function siteNotReadyPage(): string {
  return page(
    "We’ll be right back",
    "<p>The site is being set up. Please wait a minute, then load this page again.</p>",
  );
}
