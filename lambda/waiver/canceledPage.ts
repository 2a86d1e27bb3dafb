/** Renders the page for the waiver link of a charter that was called off. */
export function renderCanceledPage(companyName: string): string {
  const name = escapeText(companyName);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>This charter was canceled · ${name}</title>
<link rel="stylesheet" href="/error.css">
</head>
<body class="error">
<main class="error-page">
<p>${name}</p>
<h1>This charter was canceled</h1>
<p>There is nothing to sign. If you think that this is a mistake, or the charter moved to another day, ask the person who sent you the link.</p>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
