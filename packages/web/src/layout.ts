import { type Content, html, type Markup } from '@fineprint/report/html';

/** A page's place in the navigation. */
export type Part = 'inbox' | 'projects' | 'components' | 'decisions' | 'audit' | null;

const parts: readonly (readonly [Exclude<Part, null>, string, string])[] = [
  ['inbox', '/', 'Inbox'],
  ['projects', '/projects', 'Projects'],
  ['components', '/components', 'Components'],
  ['decisions', '/decisions', 'Decisions'],
  ['audit', '/audit', 'Audit'],
];

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
