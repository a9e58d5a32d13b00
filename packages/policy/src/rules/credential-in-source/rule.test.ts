import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { credentialInSource } from './rule.ts';

test('the finding is about the one place that holds the credential', () => {
  const component = judgedComponent({
    kind: 'terraform-module',
    name: 'github.com/acme/network',
    credential: true,
  });
  const [occurrence] = component.occurrences;
  const [violation, ...others] = credentialInSource.check({ component, occurrence });
  expect(violation?.message).toBe(
    'The reference to github.com/acme/network holds a credential in plain text.',
  );
  expect(violation?.locations).toMatchObject([{ path: occurrence.path, line: occurrence.line }]);
  expect(others).toEqual([]);
});
