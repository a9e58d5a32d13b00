import type { DryRun, Form, PolicyVersion } from '@fineprint/server';

function scopeOf(scope: string) {
  return scope === 'all' ? { is: 'all' } : { is: 'group', group: scope };
}

/** Saves the draft of a policy, or tries its text out. */
const save: Form = {
  url: '/policies/:scope',
  perform: async ({ params: { scope = '' }, fields }, api) => {
    const { text = '', note = '', madeFrom = '', do: what } = fields;
    // Browsers send the ends of lines as CR LF.
    const written = { scope: scopeOf(scope), text: text.replaceAll('\r\n', '\n') };
    if (what === 'try') {
      const { id } = await api.post<DryRun>('/policies/dry-runs', written);
      return `/dry-runs/${id}`;
    }
    await api.post('/policies/versions', { ...written, note, madeFrom: madeFrom === '' ? null : madeFrom });
    return `/policies/${encodeURIComponent(scope)}`;
  },
};

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
