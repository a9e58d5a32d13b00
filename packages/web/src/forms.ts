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
