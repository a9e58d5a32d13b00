import { type Content, html, type Markup } from '@fineprint/report/html';

const parts = [
  ['inbox', '/', 'Inbox'],
  ['portfolio', '/portfolio', 'Portfolio'],
  ['projects', '/projects', 'Projects'],
  ['components', '/components', 'Components'],
  ['licenses', '/licenses', 'Licences'],
  ['decisions', '/decisions', 'Decisions'],
  ['policies', '/policies', 'Policies'],
  ['audit', '/audit', 'Audit'],
  ['access', '/access', 'Access'],
] as const;

/** A page's place in the navigation. */
export type Part = (typeof parts)[number][0] | null;

/** Makes the whole document of a page. */
export function layout(title: string, part: Part, content: Content): string {
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Fineprint</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/print.css">
<script type="module" src="/assets/triage.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/">Fineprint</a>
${part === null ? null : navigation(part)}
</header>
<main id="main" tabindex="-1">
${content}
</main>
</body>
</html>
`.text
  }`;
}

function navigation(current: Part): Markup {
  return html`<nav aria-label="Main"><ul>${parts.map(([part, address, name]) => link(address, name, part === current))}</ul></nav>
<form class="leave" method="post" action="/leave"><button class="quiet">Log out</button></form>`;
}

function link(address: string, name: string, isCurrent: boolean): Markup {
  return isCurrent
    ? html`<li><a href="${address}" aria-current="page">${name}</a></li>`
    : html`<li><a href="${address}">${name}</a></li>`;
}
