import type { DryRun, Form, PageApi, PolicyVersion } from '@fineprint/server';
import { policyPage } from './pages/policies.ts';

function scopeOf(scope: string) {
  return scope === 'all' ? { is: 'all' } : { is: 'group', group: scope };
}

/** Saves the draft of a policy, and tries its text out where that is asked for: what somebody wrote is nowhere else. */
const save: Form = {
  url: '/policies/:scope',
  perform: async ({ params: { scope = '' }, fields }, api) => {
    const { note = '', madeFrom = '', do: what } = fields;
    // Browsers send the ends of lines as CR LF.
    const text = (fields.text ?? '').replaceAll('\r\n', '\n');
    const written = { scope: scopeOf(scope), text };
    const again = async (status: number, refused: string) => ({
      status,
      document: await policyPage(scope, { query: {}, fields: { text, note }, refused }, api),
    });
    if (what !== 'try' || !(await isSaved(text, madeFrom, api))) {
      const draft = { ...written, note, madeFrom: madeFrom === '' ? null : madeFrom };
      const saved = await api.attempt<PolicyVersion>('/policies/versions', draft);
      if (saved.is === 'refused') return again(saved.status, saved.detail);
    }
    if (what !== 'try') return `/policies/${encodeURIComponent(scope)}`;
    const tried = await api.attempt<DryRun>('/policies/dry-runs', written);
    return tried.is === 'refused' ? again(tried.status, tried.detail) : `/dry-runs/${tried.answer.id}`;
  },
};

/** Whether a text is that of the version which it was made from. */
async function isSaved(text: string, madeFrom: string, api: PageApi): Promise<boolean> {
  if (madeFrom === '') return false;
  const version = await api.get<PolicyVersion>(`/policies/versions/${encodeURIComponent(madeFrom)}`);
  return version.text === text;
}

/** Publishes a version, discards it, or withdraws it. */
const change: Form = {
  url: '/policies/versions/:id',
  perform: async ({ params: { id = '' }, fields: { change } }, api) => {
    const { scope } = await api.post<PolicyVersion>(`/policies/versions/${encodeURIComponent(id)}/changes`, {
      change,
    });
    return `/policies/${scope.is === 'all' ? 'all' : encodeURIComponent(scope.group)}`;
  },
};

/** Stops a dry run. */
const stop: Form = {
  url: '/dry-runs/:id',
  perform: async ({ params: { id = '' } }, api) => {
    const own = `/dry-runs/${encodeURIComponent(id)}`;
    await api.post(`/policies${own}/changes`, { change: 'stop' });
    return own;
  },
};

/** What people do with policies. */
export const policyForms: readonly Form[] = [save, change, stop];
