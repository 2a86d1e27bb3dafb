/**
 * The pages that the edge itself shows, in both of the patrons' languages at once: whoever has a broken link should not
 * depend on what their browser says it reads. They repeat nothing of the request, so there is nothing to escape.
 */

/** The company's name as HTML text. The build puts it in: a patron knows the company, not the tool it uses. */
declare const COMPANY_NAME: string;

interface Words {
  readonly title: string;
  /** HTML. */
  readonly content: string;
}

function page(english: Words, spanish: Words): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${english.title} · ${COMPANY_NAME}</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/error.css"></head><body><main>` +
    `<p>${COMPANY_NAME}</p><h1>${english.title}</h1>${english.content}` +
    `<section lang="es"><h2>${spanish.title}</h2>${spanish.content}</section></main></body></html>`
  );
}

/** Writes the page for a waiver link that leads to no charter; its reader is a patron with a phone. */
export function waiverNotFoundPage(): string {
  return page(
    {
      title: "We can’t find this waiver",
      content:
        "<p>The link may be incomplete, or it may be an old one. Nothing is lost, and nothing has been signed.</p>" +
        "<ul><li>Go back to the message with the link and tap it there, so that all of it comes along.</li>" +
        "<li>If you land here again, ask the person who sent it to you for a new link.</li></ul>",
    },
    {
      title: "No encontramos este documento",
      content:
        "<p>Es posible que el enlace esté incompleto o sea antiguo. No se ha perdido nada y no se ha firmado nada.</p>" +
        "<ul><li>Vuelva al mensaje donde recibió el enlace y tóquelo allí, para que se abra completo.</li>" +
        "<li>Si llega otra vez a esta página, pida un enlace nuevo a la persona que se lo envió.</li></ul>",
    },
  );
}

/** Writes the page for an address that is none of the site's. */
export function pageNotFoundPage(): string {
  return page(
    {
      title: "There is nothing at this address",
      content: '<p>Check the address for a typing mistake, or <a href="/">go to the start page</a>.</p>',
    },
    {
      title: "No hay nada en esta dirección",
      content: '<p>Compruebe que la dirección esté bien escrita o <a href="/">vaya a la página de inicio</a>.</p>',
    },
  );
}

/** Writes the page for the time in which no build of the site is live, or the live pointer cannot be read. */
export function siteNotReadyPage(): string {
  return page(
    {
      title: "We’ll be right back",
      content: "<p>The site is being set up. Please wait a minute, then load this page again.</p>",
    },
    {
      title: "Volvemos enseguida",
      content: "<p>Estamos preparando el sitio. Espere un minuto y vuelva a cargar esta página.</p>",
    },
  );
}
