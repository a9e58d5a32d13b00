import { join } from 'node:path';
import { goldenCases, scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { expect, test } from 'vitest';
import { helm } from './extractor.ts';

goldenCases(helm, import.meta.dirname, kinds);

test('a condition or a tag makes a dependency optional', async () => {
  const repo = (name: string) => join(import.meta.dirname, 'fixtures', name, 'repo');
  const found = await Promise.all(
    ['dependencies-and-locks', 'requirements-of-helm-2'].map((name) =>
      scanFixture(repo(name), [helm], kinds),
    ),
  );
  const charts = found.flatMap(({ occurrences }) => occurrences.filter(({ kind }) => kind === 'helm-chart'));
  expect(Object.fromEntries(charts.map(({ text, scope }) => [text, scope]))).toEqual({
    redis: 'required',
    loki: 'optional',
    common: 'required',
    vendored: 'required',
    postgresql: 'optional',
  });
});

test('the purl of a chart names its repository, and nobody who asks for it', () => {
  const chart = { name: 'app', version: '1.0.0', requested: null, digest: null, commit: null, subpath: null };
  const purls = (source: string | null) =>
    kinds.find(({ id }) => id === 'helm-chart')?.purls({ ...chart, source });
  expect(purls('https://user:***@charts.example.com/stable/?token=***')).toEqual({
    registered: 'pkg:generic/app@1.0.0?repository_url=https%3A%2F%2Fcharts.example.com%2Fstable',
    proposed: 'pkg:helm/app@1.0.0?repository_url=https%3A%2F%2Fcharts.example.com%2Fstable',
  });
  expect(purls('oci://ghcr.io/example/charts')).toEqual({
    registered: 'pkg:oci/app?repository_url=ghcr.io%2Fexample%2Fcharts%2Fapp&tag=1.0.0',
    proposed: null,
  });
  expect(purls(null)?.registered).toBe('pkg:generic/app@1.0.0');
});
