import { expect, test } from 'vitest';
import { errorsIn, operations, payloadSchema } from './description.ts';
import { sample } from './sample.ts';

const events = [
  'push',
  'pull-request-opened',
  'pull-request-synchronize',
  'merge-group-checks-requested',
  'release-published',
  'workflow-dispatch',
];

test.each(events)('a payload of %s is as GitHub describes it', (event) => {
  const schema = payloadSchema(event);
  expect(errorsIn(schema, sample(schema))).toEqual([]);
});

test('each JSON answer of each operation can be made as GitHub describes it', () => {
  for (const { id, responses } of operations) {
    for (const [status, media] of Object.entries(responses)) {
      const schema = media['application/json'];
      if (schema) expect(errorsIn(schema, sample(schema)), `${id} ${status}`).toEqual([]);
    }
  }
});

test('what the description does not know is no answer', () => {
  const schema = payloadSchema('push');
  expect(() => sample(schema, { befor: 'x' })).toThrow('befor');
  expect(errorsIn(schema, { before: 1 })).not.toEqual([]);
});
