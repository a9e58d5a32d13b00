import { fieldText, html, type Markup } from '@fineprint/report/html';
import type { PageDocument, Welcome } from '@fineprint/server';
import { layout } from '../layout.ts';
import { words } from '../pieces.ts';

/** The page of a link that lets somebody in, and of whoever is not known. */
export function welcome({ link, said, provider, unsent }: Welcome): PageDocument {
  const content =
    link === null
      ? html`<h1>Log in</h1>
<p class="lead">${said ?? 'Nobody is logged in here.'}${provider === null ? ' Whoever administers this server makes a link that lets you in.' : null}</p>
${provider === null ? null : atProvider(provider, '/login', 'Log in', unsent !== null)}
${unsent === null ? null : sentAgain(unsent)}`
      : html`<h1>Welcome to Fineprint</h1>
<p class="lead">This link lets you in once.${provider === null || link.isLocal ? null : ' Log in, so that you are known from now on.'}</p>
${
  provider === null || link.isLocal
    ? html`<form method="post" action="/welcome"><input type="hidden" name="code" value="${link.code}"><button>Come in</button></form>`
    : atProvider(provider, `/login?code=${encodeURIComponent(link.code)}`, 'Log in and come in')
}`;
  return layout('Log in', null, content);
}

/** What was filled in when the session had ended: what people write has spaces, and ids and choices have none. */
function sentAgain({ action, fields }: NonNullable<Welcome['unsent']>): Markup {
  return html`<form method="post" action="${action}">
<h2>What you wrote is not sent yet</h2>
<p>Your session ended meanwhile. Log in in another tab, come back here, and press “Send again”: it is kept by this page alone.</p>
${Object.entries(fields).map(([name, value]) =>
  /\s/.test(value)
    ? html`<label class="field wide"><span>${words(name)}</span> <textarea name="${name}" rows="4">
${fieldText(value)}</textarea></label>`
    : html`<input type="hidden" name="${name}" value="${fieldText(value)}">`,
)}
<p><button>Send again</button></p>
</form>`;
}

// A link and no form: the policy of the page lets no form lead to another site.
function atProvider(provider: string, address: string, name: string, isApart = false): Markup {
  const target = isApart ? '_blank' : '_self';
  return html`<p><a class="button" href="${address}" rel="nofollow" target="${target}">${name}</a> <span class="faint">at ${provider}</span></p>`;
}
