import { html, type Markup } from '@fineprint/report/html';
import type { PageDocument, Welcome } from '@fineprint/server';
import { layout } from '../layout.ts';

/** The page of a link that lets somebody in, and of whoever is not known. */
export function welcome({ link, said, provider }: Welcome): PageDocument {
  const content =
    link === null
      ? html`<h1>Log in</h1>
<p class="lead">${said ?? 'Nobody is logged in here.'}${provider === null ? ' Whoever administers this server makes a link that lets you in.' : null}</p>
${provider === null ? null : atProvider(provider, '/login', 'Log in')}`
      : html`<h1>Welcome to Fineprint</h1>
<p class="lead">This link lets you in once.${provider === null || link.isLocal ? null : ' Log in, so that you are known from now on.'}</p>
${
  provider === null || link.isLocal
    ? html`<form method="post" action="/welcome"><input type="hidden" name="code" value="${link.code}"><button>Come in</button></form>`
    : atProvider(provider, `/login?code=${encodeURIComponent(link.code)}`, 'Log in and come in')
}`;
  return layout('Log in', null, content);
}

// A link and no form: the policy of the page lets no form lead to another site.
function atProvider(provider: string, address: string, name: string): Markup {
  return html`<p><a class="button" href="${address}" rel="nofollow">${name}</a> <span class="faint">at ${provider}</span></p>`;
}
