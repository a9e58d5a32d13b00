import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { licenseNeedsReview } from './rule.ts';

test('the remedy names the licence and the use that have to be reviewed', () => {
  const [violation] = licenseNeedsReview.check(
    judgedComponent({ license: 'MIT AND AGPL-3.0-only', usage: 'deployed' }),
  );
  expect(violation?.message).toContain(
    '"licenses.review" names network-copyleft, the class of AGPL-3.0-only.',
  );
  expect(violation?.remedy).toContain('Have AGPL-3.0-only reviewed for this use (deployed)');
  expect(violation?.expression).toBe('MIT AND AGPL-3.0-only');
});

test('without a licence there is nothing to review but the permission', () => {
  const [violation] = licenseNeedsReview.check(judgedComponent({ license: 'NONE' }));
  expect(violation?.message).toContain('has no licence');
  expect(violation?.remedy).toContain('Ask its author for a licence');
});
