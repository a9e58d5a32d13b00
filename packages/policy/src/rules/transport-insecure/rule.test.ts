import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { Sources } from '../../sources.ts';
import { transportInsecure } from './rule.ts';

function ways(text: string): readonly string[] {
  const component = judgedComponent({ kind: 'download', name: 'x', text, pin: 'none' });
  const [occurrence] = component.occurrences;
  return [...transportInsecure.check({ component, occurrence }, Sources.parse({}))].map(
    ({ message }) => /fetched by ([^,]+),/.exec(message)?.[1] ?? '',
  );
}

test.each([
  ['http://example.org/a', ['http']],
  ['HTTP://EXAMPLE.ORG/A', ['http']],
  ['git+http://example.org/a', ['http']],
  ['git::git://example.org/a', ['git']],
  ['http://127.0.0.1/', []],
  ['http://user:***@example.org/', ['http']],
  ['http://[::1]:80/', []],
  ['http://registry.default.svc.cluster.local/a', []],
  ['https://example.org/?next=http://example.org', []],
  ['nothing://', []],
])('%s', (text, expected) => {
  expect(ways(text)).toEqual(expected);
});
