import { UsageError } from 'fineprint';
import { expect, test } from 'vitest';
import { readInputs } from './inputs.ts';

test('what is not given, or empty, has its default', () => {
  expect(readInputs({ 'INPUT_FAIL-ON': '', INPUT_GATE: ' ' })).toEqual({
    path: null,
    policies: [],
    baseline: null,
    since: null,
    exclude: [],
    only: [],
    failOn: 'error',
    gate: null,
    isOnline: false,
    isStrict: false,
    comment: 'never',
    hasAnnotations: true,
    hasSummary: true,
    submitsDependencies: false,
    token: null,
    server: null,
    serverToken: null,
    serverKey: null,
    project: null,
    requiresUpload: false,
  });
});

test('lists are lines, and words of YAML are what they are', () => {
  const env = {
    INPUT_POLICY: 'saas\r\n\n policies/a.yaml ',
    INPUT_ONLY: 'helm, npm\ndocker',
    INPUT_STRICT: 'True',
  };
  expect(readInputs(env)).toMatchObject({
    policies: ['saas', 'policies/a.yaml'],
    only: ['helm', 'npm', 'docker'],
    isStrict: true,
  });
});

test.each([
  ['FAIL-ON', 'sometimes', 'The input "fail-on" is "sometimes"; it can be error, warning, note or none.'],
  ['GATE', 'old', 'The input "gate" is "old"; it can be new or all.'],
  ['COMMENT', 'true', 'The input "comment" is "true"; it can be never, on-failure or always.'],
  ['ONLINE', 'yes', 'The input "online" is "yes"; it can be true or false.'],
  ['SERVER-TOKEN', 'fp_a b', 'The input "server-token" holds characters that no token has.'],
  ['TOKEN', 'ghs_a\nb', 'The input "token" holds characters that no token has.'],
])('%s: %j is an error that names input, value and what is allowed', (name, value, message) => {
  expect(() => readInputs({ [`INPUT_${name}`]: value })).toThrow(new UsageError(message));
});
