import { type Content, html, type Markup } from '@fineprint/report/html';
import type { PageDocument, Permission } from '@fineprint/server';

// Each with its address, its name and what it takes to open it.
const parts = [
  ['inbox', '/', 'Inbox', 'read'],
  ['portfolio', '/portfolio', 'Portfolio', 'read'],
  ['projects', '/projects', 'Projects', 'read'],
  ['components', '/components', 'Components', 'read'],
  ['licenses', '/licenses', 'Licences', 'read'],
  ['decisions', '/decisions', 'Decisions', 'read'],
  ['policies', '/policies', 'Policies', 'read'],
  ['audit', '/audit', 'Audit', 'audit'],
  ['access', '/access', 'Access', 'admin'],
] as const;

/** A page's place in the navigation. */
export type Part = (typeof parts)[number][0] | null;

/** Makes the whole document of a page. */
export function layout(title: string, part: Part, content: Content): PageDocument {
  return (may) =>
    `<!doctype html>\n${
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
${part === null ? null : navigation(part, may)}
</header>
<main id="main" tabindex="-1">
${content}
</main>
</body>
</html>
`.text
    }`;
}

function navigation(current: Part, may: ReadonlySet<Permission>): Markup {
  const open = parts.filter(([, , , needs]) => may.has(needs));
  return html`<nav aria-label="Main"><ul>${open.map(([part, address, name]) => link(address, name, part === current))}</ul></nav>
<form class="leave" method="post" action="/leave"><button class="quiet">Log out</button></form>`;
}

function link(address: string, name: string, isCurrent: boolean): Markup {
  return isCurrent
    ? html`<li><a href="${address}" aria-current="page">${name}</a></li>`
    : html`<li><a href="${address}">${name}</a></li>`;
}
