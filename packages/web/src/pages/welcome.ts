import { html } from '@fineprint/report/html';
import { layout } from '../layout.ts';

/** The page of a link that lets somebody in, and of whoever is not known. */
export function welcome(code: string | null, isWrong: boolean): string {
  const content =
    code === null
      ? html`<h1>Log in</h1>
<p class="lead">${isWrong ? 'This link was used already, or is too old.' : 'Nobody is logged in here.'} Whoever administers this server makes a link that lets you in.</p>`
      : html`<h1>Welcome to Fineprint</h1>
<p class="lead">This link lets you in once.</p>
<form method="post" action="/welcome"><input type="hidden" name="code" value="${code}"><button>Come in</button></form>`;
  return layout('Log in', null, content);
}
