import { html, type Markup } from '@fineprint/report/html';
import type {
  DecisionPage,
  Effect,
  EvidenceList,
  License,
  Page,
  PageApi,
  PageDocument,
  PlacesPage,
  Project,
  Question,
  QuestionProjects,
  TextComparison,
  UserPage,
  VersionPage,
} from '@fineprint/server';
import { decideForm, type Fields, scopeOf } from '../decide-form.ts';
import { keysHelp } from '../keys.ts';
import { layout } from '../layout.ts';
import {
  bounded,
  componentLink,
  day,
  fullName,
  inherited,
  levelMark,
  licenseMark,
  lines,
  more,
  stateText,
  versionText,
  words,
} from '../pieces.ts';
import { backOf, following } from '../request.ts';
import { earlierSection, proposedSection, standingSection, waiting } from './question-answers.ts';
import { evidenceSection, textSection } from './question-license.ts';
import { usersSection, versionsSection } from './question-uses.ts';

/** One question: what was found, where, under which terms, what was decided before, and the form that decides it. */
export const question: Page = {
  url: '/questions/:id',
  render: ({ params: { id = '' }, query }, api) => questionPage(id, { query, fields: query }, api),
};

interface Shown {
  readonly query: Readonly<Record<string, string>>;
  readonly fields: Fields;
  readonly effect?: Effect;
  readonly refused?: string;
}

/** The page of a question, with what somebody has filled in so far. */
export async function questionPage(id: string, shown: Shown, api: PageApi): Promise<PageDocument> {
  const known = await knownOf(id, shown.query, api);
  const { asked, places } = known;
  const title = asked.component === null ? asked.rule : fullName(asked.component);
  const { fields, effect = null, refused = null } = shown;
  const back = backOf(fields.back);
  const form = decideForm({
    question: asked,
    projects: known.projects,
    unlisted: await unlistedIn(fields.scope ?? '', known.projects, api),
    fields: { ...fields, back },
    effect,
    refused,
  });
  return layout(
    title,
    'inbox',
    html`<div class="crumbs"><a href="${back}">Inbox</a> ${form === null ? null : keysHelp}</div>
<h1>${levelMark(asked.level)} ${title}${asked.license === null ? null : html` ${licenseMark(asked.license)}`}</h1>
<p class="lead">${places.items[0]?.message ?? asked.rule}</p>
${standingSection(known)}
<div class="beside">
<div>
${facts(known)}
${proposedSection(known)}
${evidenceSection(known)}
${placesSection(known)}
</div>
<div>${form ?? html`<p class="empty">You may look at this, and not decide it.</p>`}</div>
</div>
${textSection(known)}
${earlierSection(known)}
${versionsSection(known)}
${usersSection(known)}`,
  );
}

/** The project that a scope names, where the projects of a question are too many to list it. */
async function unlistedIn(
  scope: string,
  { items, next }: QuestionProjects,
  api: PageApi,
): Promise<Project | null> {
  const { project } = scopeOf(scope);
  if (project === undefined || next === null || items.some(({ project: { id } }) => id === project))
    return null;
  return api.get<Project>(`/projects/${encodeURIComponent(project)}`);
}

/** The address of a question with where somebody came from, and the project that they came to decide for. */
function addressOf(id: string, { back, scope }: Readonly<Record<string, string>>): string {
  const own = `/questions/${encodeURIComponent(id)}`;
  const kept = new URLSearchParams({
    ...(back === undefined ? {} : { back }),
    ...(scope === undefined ? {} : { scope }),
  });
  return kept.size === 0 ? own : `${own}?${kept}`;
}

/** What a page of a question shows. */
export interface Known {
  /** The address of the page itself. */
  readonly own: string;
  readonly asked: Question;
  readonly places: PlacesPage;
  readonly projects: QuestionProjects;
  readonly decided: DecisionPage;
  /** Of them, those in force. */
  readonly standing: DecisionPage;
  /** Other decisions about the same component. */
  readonly related: DecisionPage;
  readonly evidence: EvidenceList;
  readonly comparison: TextComparison | null;
  /** The standard text, where the reports hold none. */
  readonly standard: License | null;
  readonly versions: VersionPage | null;
  readonly users: UserPage | null;
}

async function knownOf(id: string, query: Readonly<Record<string, string>>, api: PageApi): Promise<Known> {
  const path = `/inbox/${encodeURIComponent(id)}`;
  const asked = await api.get<Question>(path);
  const key = encodeURIComponent(asked.component?.key ?? '');
  // What was decided is told for good, also where nobody that the reader sees uses the component any more.
  const about = <T>(address: string) => (key === '' ? null : api.find<T>(address));
  const ofIt = `/decisions?question=${encodeURIComponent(id)}&limit=20`;
  const [places, projects, decided, standing, related, evidence, versions, users] = await Promise.all([
    api.get<PlacesPage>(`${path}/findings?limit=20${following(query)}`),
    api.get<QuestionProjects>(`${path}/projects?limit=100`),
    api.get<DecisionPage>(ofIt),
    api.get<DecisionPage>(`${ofIt}&state=in-force`),
    about<DecisionPage>(`/decisions?component=${key}&limit=20`),
    api.get<EvidenceList>(`${path}/evidence`),
    about<VersionPage>(`/components/${key}/versions?limit=20`),
    about<UserPage>(`/components/${key}/uses?limit=20`),
  ]);
  const others = related?.items.filter((each) => each.question !== id) ?? [];
  const comparison = await comparisonOf(path, evidence, query, api);
  const [part] = asked.parts;
  const standard =
    comparison === null && part !== undefined
      ? await api.get<License>(`/licenses/${encodeURIComponent(part)}`)
      : null;
  return {
    own: addressOf(id, query),
    ...{ asked, places, projects, decided, standing, evidence, comparison, standard, versions, users },
    related: { items: others, next: related?.next ?? null },
  };
}

/** The text that is asked for, or the first. */
async function comparisonOf(
  path: string,
  { items }: EvidenceList,
  { text, license }: Readonly<Record<string, string>>,
  api: PageApi,
): Promise<TextComparison | null> {
  const all = items.flatMap(({ texts }) => texts);
  const sha256 = all.find((each) => each === text) ?? all[0];
  if (sha256 === undefined) return null;
  const which = license === undefined ? '' : `?license=${encodeURIComponent(license)}`;
  return api.get<TextComparison>(`${path}/texts/${sha256}${which}`);
}

const mostRemedies = 3;

function facts({ asked, places, users }: Known): Markup {
  const { rule, meaning, component, firstSeenAt, effect, class: of } = asked;
  const remedies = [...new Set(places.items.map(({ remedy }) => remedy))].slice(0, mostRemedies);
  return html`<dl class="facts">
<div><dt>Rule</dt><dd><code>${rule}</code>${meaning === null ? null : html`<br>${meaning}`}</dd></div>
${remedies.length === 0 ? null : html`<div><dt>What to do</dt><dd>${remedies.map((each) => html`<p>${each}</p>`)}</dd></div>`}
${component === null ? null : html`<div><dt>Component</dt><dd>${users === null ? component.key : componentLink(component.key, component.key)}</dd></div>`}
${of === null ? null : html`<div><dt>Class of the licence</dt><dd>${words(of)}</dd></div>`}
<div><dt>Since</dt><dd>${day(firstSeenAt)}</dd></div>
<div><dt>Touches</dt><dd>${bounded(effect.findings, 'finding')} in ${bounded(effect.projects, 'project')}${howMuchWaits(asked)}</dd></div>
</dl>`;
}

/** How much of what an answer touches waits for one, where that is not all of it. */
function howMuchWaits({ effect: { findings }, open }: Question): string | null {
  if (findings.value === 0) return null;
  if (open === 0) return '; none of them waits';
  return findings.isExact && open < findings.value ? `; ${waiting(open)}` : null;
}

function placesSection({ own, asked: { component }, places: { items, next } }: Known): Markup {
  return html`<section aria-labelledby="places"><h2 id="places">Where it is named</h2>
${items.length === 0 ? html`<p class="empty">No project that you see has it now.</p>` : html`<ol class="places">${items.map((item) => place(item, component?.key ?? null))}</ol>`}
${more(next, own)}
</section>`;
}

const mostPlaces = 5;

function place(item: PlacesPage['items'][number], key: string | null): Markup {
  const { project, ref, locations, frame, state, places, decision } = item;
  const rest = places - Math.min(locations.length, mostPlaces);
  return html`<li><p><a href="/projects/${project.id}">${project.name}</a>${ref === null || key === null ? null : html` ${versionText(ref, key)}`} · <span class="faint">${stateText(state)}${inherited(decision, key)}</span></p>
<ul class="lines">${locations.slice(0, mostPlaces).map(({ path, line, text }) => html`<li><code>${path}:${line}</code>${text === undefined ? null : html` <code class="faint">${text}</code>`}</li>`)}${rest > 0 ? html`<li class="faint">and ${rest} more</li>` : null}</ul>
${frame === undefined ? null : html`<pre>${lines(frame)}</pre>`}</li>`;
}
