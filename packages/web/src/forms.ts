import type { Batch, Decision, Effect, Form, PageApi } from '@fineprint/server';
import { answerOf, type Fields } from './decide-form.ts';
import { bulkPage } from './pages/bulk.ts';
import { questionPage } from './pages/question.ts';
import { backOf, filtersOf } from './request.ts';

/** Decides a question, or shows first what that would touch. */
export const decide: Form = {
  url: '/questions/:id',
  perform: async ({ params: { id = '' }, fields }, api) => {
    const { versions = '' } = fields;
    const asked = {
      question: id,
      ...answerOf(fields),
      versions: versions.trim() === '' ? null : versions.trim(),
    };
    const again = async (
      status: number,
      { kept = fields, ...shown }: { effect?: Effect; refused?: string; kept?: Fields },
    ) => ({
      status,
      document: await questionPage(id, { query: {}, fields: kept, ...shown }, api),
    });
    if (fields.step === 'preview') {
      const preview = await api.attempt<Effect>('/decisions/preview', asked);
      return preview.is === 'done'
        ? again(200, { effect: preview.answer })
        : again(preview.status, { refused: preview.detail });
    }
    const nothing = `${fields.scope} ${asked.versions}`;
    if (fields.nothing !== nothing && (await settlesNothing(asked, api)))
      return again(200, { refused: nothingText(asked.versions), kept: { ...fields, nothing } });
    const { madeAfter, ...others } = fields;
    const known = madeAfter === undefined ? {} : { madeAfter: madeAfter === '' ? null : madeAfter };
    const made = await api.attempt<Decision>('/decisions', { ...asked, ...known });
    if (made.is === 'refused' && made.status === 409)
      return again(made.status, { refused: `${made.detail} ${decideAgain}`, kept: others });
    if (made.is === 'refused') return again(made.status, { refused: made.detail });
    const back = backOf(fields.back);
    return `${back}${back.includes('?') ? '&' : '?'}decided=${encodeURIComponent(made.answer.id)}`;
  },
};

/** Whether an answer would settle nothing that is there; what is wrong with it is said when it is given. */
async function settlesNothing(asked: object, api: PageApi): Promise<boolean> {
  const preview = await api.attempt<Effect>('/decisions/preview', asked);
  return preview.is === 'done' && preview.answer.findings.value === 0;
}

function nothingText(versions: string | null): string {
  const why =
    versions === null
      ? 'it has no finding there'
      : `none of its findings there is of versions “${versions}”. What is no version as npm writes them, such as “latest”, lies in no range`;
  return `This settles nothing: ${why}. Nothing was saved. Decide again to save it for what comes later.`;
}

const decideAgain = 'Nothing was saved. Decide again if what you filled in still holds.';

/** Withdraws a decision, or confirms or declines one that waits for a second person. */
export const changeDecision: Form = {
  url: '/decisions/:id',
  perform: async ({ params: { id = '' }, fields: { change, reason, back } }, api) => {
    await api.post(`/decisions/${encodeURIComponent(id)}/changes`, { change, reason: whyOf(reason) });
    return backOf(back);
  },
};

/** Why something is changed: what is asked for has to be said, and other forms have no such field. */
function whyOf(reason: string | undefined): string | null {
  return reason === undefined ? null : reason.replaceAll('\r\n', '\n');
}

/** Gives one answer to all questions of a filter. */
export const decideMany: Form = {
  url: '/bulk',
  perform: async ({ fields }, api) => {
    const made = await api.attempt<Batch>('/batches', {
      filter: filtersOf(fields),
      questions: Number(fields.questions),
      ...answerOf(fields),
    });
    if (made.is === 'done') return `/batches/${encodeURIComponent(made.answer.id)}`;
    const document = await bulkPage({ query: fields, fields, refused: made.detail }, api);
    return { status: made.status, document };
  },
};

/** Undoes an answer to many questions, or confirms or declines one that waits for a second person. */
export const changeBatch: Form = {
  url: '/batches/:id',
  perform: async ({ params: { id = '' }, fields: { change, reason } }, api) => {
    const path = `/batches/${encodeURIComponent(id)}`;
    await api.post(`${path}/changes`, { change, reason: whyOf(reason) });
    return path;
  },
};
