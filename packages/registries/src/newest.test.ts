import { expect, test } from 'vitest';
import { newestAdmitted } from './newest.ts';

const versions = ['0.9.0', '1.0.0', '1.1.0', '1.1.9', '1.2.0-rc1', '2.0.0', 'v2.1.0', 'nightly'];

test.each([
  ['~> 1.1', '1.1.9'],
  ['~> 1.1.0', '1.1.9'],
  // Of one number, the last that may rise is that one (hashicorp/go-version).
  ['~> 1', 'v2.1.0'],
  ['~> 0.9', '0.9.0'],
  ['>= 1.0, < 2.0', '1.1.9'],
  ['>=1.0.0,<1.1.0', '1.0.0'],
  ['= 1.0.0', '1.0.0'],
  ['==1.0.0', '1.0.0'],
  ['^1.0.0', '1.1.9'],
  ['>= 1.2.0-rc1, < 2.0.0', '1.2.0-rc1'],
  ['>= 1.0, != 1.1.9, < 2.0', '1.1.0'],
  [null, 'v2.1.0'],
  ['*', 'v2.1.0'],
])('%s leads to %s', (constraint, version) => {
  expect(newestAdmitted(versions, constraint, 'x')).toMatchObject({ is: 'answer', version });
});

test.each(['>= 3.0', 'no constraint', '>>1'])('%s leads to none', (constraint) => {
  expect(newestAdmitted(versions, constraint, 'The registry')).toEqual({
    is: 'unanswered',
    because: `The registry lists no version that "${constraint}" admits.`,
  });
});
