import { html, type Markup } from '@fineprint/report/html';
import type { CiTrustPage, GroupPage, Page, PageApi, PageDocument } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more, refusal } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';
import { accessParts } from './access-parts.ts';

/** Whose jobs may send reports with the token that their run gives them. */
export const pipelines: Page = {
  url: '/access/pipelines',
  render: ({ query }, api) => pipelinesPage(unfilled(query), api),
};

/** The page of all that is trusted, with what somebody has filled in for one more. */
export async function pipelinesPage(filled: Filled, api: PageApi): Promise<PageDocument> {
  const [{ items, next }, groups] = await Promise.all([
    api.get<CiTrustPage>(`/ci-trusts?limit=100${following(filled.query)}`),
    api.get<GroupPage>('/groups?limit=200'),
  ]);
  return layout(
    'Pipelines',
    'access',
    html`<h1>Access</h1>
${accessParts('pipelines')}
<p class="lead">Jobs of GitHub Actions send reports without a secret, where their repository or its owner is trusted here. Ids count: a name may be another one's tomorrow.</p>
${items.length === 0 ? html`<p class="empty">None is trusted.</p>` : list(items)}
${more(next, '/access/pipelines')}
${trusting(groups.items, filled)}`,
  );
}

function list(items: CiTrustPage['items']): Markup {
  return html`<ol class="rows">${items.map(row)}</ol>`;
}

function row(trust: CiTrustPage['items'][number]): Markup {
  const { id, issuer, ownerId, repositoryId, project, group, mainRefs, createdBy, createdAt, revokedAt } =
    trust;
  const who =
    repositoryId === null
      ? `Every repository of owner ${ownerId}`
      : `Repository ${repositoryId} of owner ${ownerId}`;
  return html`<li class="entry"><div><p><strong>${who}</strong> writes ${project === null ? 'the project named as it is' : html`the project <strong>${project}</strong>`} <span class="grant">in ${group}</span></p>
<p>“main” from ${mainRefs.length === 0 ? 'no ref' : mainRefs.map((ref) => html`<code>${ref}</code> `)}</p>
<p class="faint">since ${day(createdAt)} by ${createdBy}${revokedAt === null ? null : html`, no more since ${day(revokedAt)}`}; by tokens of ${new URL(issuer).host}</p></div>
${revokedAt === null ? html`<form method="post" action="/access/pipelines/${encodeURIComponent(id)}/revoke"><button class="small">Trust no more<span class="unseen">: ${who}</span></button></form>` : null}</li>`;
}

function trusting(groups: GroupPage['items'], { fields, refused }: Filled): Markup {
  return html`<section class="decide" aria-labelledby="trust"><h2 id="trust">Trust a repository, or an owner</h2>
<form class="stacked" method="post" action="/access/pipelines">
${refusal(refused)}
<label class="field" for="owner">Owner's id <small><code>gh api users/NAME --jq .id</code></small></label><input id="owner" name="ownerId" value="${fields.ownerId ?? ''}" required inputmode="numeric" pattern="\\d{1,20}" autocomplete="off">
<label class="field" for="repository">Repository's id <small>empty for all of the owner; <code>gh api repos/OWNER/NAME --jq .id</code></small></label><input id="repository" name="repositoryId" value="${fields.repositoryId ?? ''}" inputmode="numeric" pattern="\\d{1,20}" autocomplete="off">
<label class="field" for="project">Project <small>of one repository; empty for the one named as it is</small></label><input id="project" name="project" value="${fields.project ?? ''}" maxlength="200" autocomplete="off">
<label class="field" for="trust-group">Project group</label><select id="trust-group" name="group">${groups.map(({ name }) => (name === fields.group ? html`<option value="${name}" selected>${name}</option>` : html`<option value="${name}">${name}</option>`))}</select>
<label class="field" for="refs">Refs that may write “main” <small>by spaces; a <code>*</code> at the end stands for the rest</small></label><input id="refs" name="mainRefs" value="${fields.mainRefs ?? 'refs/heads/main'}" maxlength="2000" autocomplete="off">
<p class="faint">Pull requests write to a channel of their own, <code>pr/7</code>, and never to “main”.</p>
<button>Trust it</button>
</form></section>`;
}
