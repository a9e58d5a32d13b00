import { fieldText, html, type Markup } from '@fineprint/report/html';
import type { Effect, Project, Question, QuestionProjects } from '@fineprint/server';
import { bounded, refusal } from './pieces.ts';

const outcomes = [
  ['approved', 'Approve', 'As long as it is used.'],
  ['approved-until', 'Approve until', 'Up to a day; then it comes back.'],
  [
    'rejected',
    'Reject',
    'It has to go. Its findings stay as they are, and pipelines are told so with the reason; what fails is said by levels.',
  ],
  ['needs-information', 'Ask for more', 'The reason says what is missing.'],
  ['false-positive', 'False positive', 'The finding is wrong.'],
] as const;

const lapses = 'As long as the licence stays what it is.';

/** What somebody has filled in, by the names of the fields. */
export type Fields = Readonly<Record<string, string>>;

/** The fields of what is decided and why, which are the same for one question and for many. */
export function answerFields(fields: Fields, isAboutLicense: boolean): Markup {
  // Whoever comes with an answer chosen writes its reason next.
  const isAskedNext = fields.outcome !== undefined && !fields.reason;
  return html`<fieldset><legend>What holds</legend>
${outcomes.map(([value, name, means]) => choice(value, name, value === 'approved' && isAboutLicense ? lapses : means, fields.outcome === value))}
</fieldset>
<label class="field"><span>Last day <small>only of “approve until”</small></span> <input type="date" name="until" value="${fields.until ?? ''}"></label>
<label class="field wide"><span>Reason</span> <textarea name="reason" required minlength="3" maxlength="4000" rows="3"${isAskedNext ? html` data-asked` : null}>
${fieldText(fields.reason ?? '')}</textarea></label>`;
}

function choice(value: string, name: string, means: string, isChosen: boolean): Markup {
  return html`<label class="choice">${isChosen ? html`<input type="radio" name="outcome" value="${value}" required checked>` : html`<input type="radio" name="outcome" value="${value}" required>`} <span><strong>${name}</strong> <small>${means}</small></span></label>`;
}

interface Choosing {
  /** As `scopeOf` reads them. */
  readonly scopes: readonly { readonly value: string; readonly name: string }[];
  readonly chosen: string | undefined;
  readonly fourEyes: boolean;
}

/** The field of where it holds, and what is said before of an answer that somebody else has to confirm. */
export function scopeField({ scopes, chosen, fourEyes }: Choosing): Markup {
  const isForTwo = fourEyes && scopes.some(({ value }) => value === 'all');
  return html`<label class="field"><span>Where it holds</span> <select name="scope" required>${scopes.map(({ value, name }) => (value === chosen ? html`<option value="${value}" selected>${name}</option>` : html`<option value="${value}">${name}</option>`))}</select></label>${
    isForTwo
      ? html`
<p class="faint">For all projects it holds once somebody else has confirmed it.</p>`
      : null
  }`;
}

/** What is asked of the API, out of a form's fields. */
export function answerOf(fields: Fields) {
  const { outcome, reason = '', until = '' } = fields;
  return {
    scope: scopeOf(fields.scope ?? 'all'),
    outcome,
    // Browsers send the ends of lines as CR LF.
    reason: reason.replaceAll('\r\n', '\n'),
    // The day that is named is the last one; without a script it stands there beside other answers, too.
    expiresAt: until === '' || outcome !== 'approved-until' ? null : `${until}T23:59:59Z`,
  };
}

interface Scope {
  readonly is: string;
  readonly project?: string;
  readonly group?: string;
}

/** A scope as forms name it: `all`, `group:` or `project:` and an id. */
export function scopeOf(value: string): Scope {
  const [is, id = ''] = value.split(':', 2);
  if (is === 'project') return { is, project: id };
  return is === 'group' ? { is, group: id } : { is: 'all' };
}

interface Deciding {
  readonly question: Question;
  readonly projects: QuestionProjects;
  /** The project that somebody came from, where there are too many to list it. */
  readonly unlisted: Project | null;
  readonly fields: Fields;
  /** What was asked to be seen before it is saved. */
  readonly effect: Effect | null;
  /** Why it was refused. */
  readonly refused: string | null;
}

/** The form that decides one question; nothing for whoever may not. */
export function decideForm(deciding: Deciding): Markup | null {
  const { question, projects, fields, effect, refused } = deciding;
  const scopes = scopesOf(deciding);
  const [first] = scopes;
  if (first === undefined) return null;
  const isOffered = scopes.some(({ value }) => value === fields.scope);
  const chosen = isOffered ? fields.scope : first.value;
  return html`<form class="decide" id="decide" method="post" action="/questions/${encodeURIComponent(question.id)}" data-decide="${question.id}">
<h2>Decide</h2>
${refusal(refused)}
${answerFields(fields, question.license !== null)}
${scopeField({ scopes, chosen, fourEyes: question.scopes.fourEyes })}
${projects.next === null ? null : html`<p class="faint">For a project that is not listed, come here from its own page, by one of its findings.</p>`}
<label class="field"><span>Versions <small>as npm writes ranges; empty for all</small></span> <input name="versions" maxlength="200" autocomplete="off" value="${fields.versions ?? ''}"></label>
<input type="hidden" name="back" value="${fields.back ?? '/'}">
${fields.nothing === undefined ? null : html`<input type="hidden" name="nothing" value="${fields.nothing}">`}
<input type="hidden" name="madeAfter" value="${fields.madeAfter ?? question.standing ?? ''}">
<p class="effect" role="status" data-effect>${effectText(effect ?? (chosen === 'all' && !fields.versions ? question.effect : null))}</p>
<p class="buttons"><button>Decide</button> <button class="small" name="step" value="preview" formnovalidate>Show what it touches</button></p>
</form>`;
}

/** What a decision would touch, as a sentence. */
function effectText(effect: Effect | null): string {
  if (effect === null) return 'See what it touches before you decide.';
  const { findings, projects } = effect;
  return `It is the answer to ${bounded(findings, 'finding')} in ${bounded(projects, 'project')}, and those that come later.`;
}

function scopesOf({ question: { scopes }, projects, unlisted }: Deciding) {
  const mine = projects.items.filter(({ mayDecide }) => mayDecide);
  const isTheirs = scopes.all || scopes.groups.some(({ name }) => name === unlisted?.group);
  return [
    ...(scopes.all ? [{ value: 'all', name: 'All projects' }] : []),
    ...scopes.groups.map(({ id, name }) => ({ value: `group:${id}`, name: `Group ${name}` })),
    ...mine.map(({ project, open }) => ({
      value: `project:${project.id}`,
      name: `Project ${project.name} (${open} waiting)`,
    })),
    ...(unlisted !== null && isTheirs
      ? [{ value: `project:${unlisted.id}`, name: `Project ${unlisted.name}` }]
      : []),
  ];
}
