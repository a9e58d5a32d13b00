import type { Form } from '@fineprint/server';

/** Decides a question for all projects. */
export const decide: Form = {
  url: '/questions/:id',
  perform: async ({ params: { id = '' }, fields }, api) => {
    const { outcome, reason, until = '', versions = '' } = fields;
    await api.post('/decisions', {
      question: id,
      scope: { is: 'all' },
      outcome,
      reason,
      versions: versions.trim() === '' ? null : versions.trim(),
      // The day that is named is the last one.
      expiresAt: until === '' ? null : `${until}T23:59:59Z`,
    });
    return '/';
  },
};

/** Withdraws a decision, or confirms or declines one that waits for a second person. */
export const changeDecision: Form = {
  url: '/decisions/:id',
  perform: async ({ params: { id = '' }, fields: { change } }, api) => {
    await api.post(`/decisions/${encodeURIComponent(id)}/changes`, { change });
    return '/decisions';
  },
};
