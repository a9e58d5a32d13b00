import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

function answer(key: string, requested: string | null): string {
  const { evidence, gap, admitted } = factsFor(facts, { key, version: null, requested });
  const { concluded } = conclude(evidence, { gap });
  return `${concluded.is === 'expression' ? concluded.expression : concluded.is} (${admitted})`;
}

describe('what is built from a repository', () => {
  test('is an image with its versions, which holds more and is believed less', () => {
    expect(answer('container-image:ghcr.io/percona/mongodb_exporter', '0.2.0')).toBe('MIT (one)');
    expect(answer('container-image:ghcr.io/percona/mongodb_exporter', '0.44.0')).toBe('Apache-2.0 (one)');
    const query = {
      key: 'container-image:ghcr.io/kubeflow/katib/katib-ui',
      version: null,
      requested: 'v0.19.0',
    };
    const [evidence] = factsFor(facts, query).evidence;
    expect(evidence).toMatchObject({ covers: 'main-software', verified: false, confidence: 0.7 });
    expect(evidence?.note).toBe('Read in the repository kubeflow/katib; this may be built differently.');
  });

  test('is an edition of which nobody knows, where the tag says so', () => {
    const query = { key: 'container-image:ghcr.io/kubeflow/katib', version: null, requested: 'v0.19.0-ee' };
    expect(factsFor(facts, query)).toMatchObject({ evidence: [], gap: expect.stringContaining('"ee"') });
  });

  test('is a chart with versions of its own', () => {
    expect(answer('helm-chart:grafana-community.github.io/helm-charts/grafana', '12.11.1')).toBe(
      'Apache-2.0 (every)',
    );
    // Version 0.2.0 of the exporter is under MIT.
    expect(answer('helm-chart:percona.github.io/mongodb_exporter/chart', '0.2.0')).toBe(
      'no-assertion (every)',
    );
  });

  test('is decided by a fact of its own, where there is one', () => {
    expect(answer('container-image:ghcr.io/siderolabs/kubelet', 'v1.36.4')).toBe('Apache-2.0 (one)');
    expect(answer('container-image:quay.io/argoprojlabs/argocd-e2e-container', '0.1')).toBe(
      'Apache-2.0 (several)',
    );
  });

  test.each([
    ['container-image:docker.io/bitnami/os-shell', '12-debian-12-r51'],
    ['container-image:gcr.io/distroless/static-debian12', 'nonroot'],
    ['container-image:docker.io/geerlingguy/docker-rockylinux9-ansible', 'latest'],
    ['vm-image:aws/075585003325/Flatcar-stable-*', null],
  ])('%s is a distribution', (key, requested) => {
    expect(answer(key, requested)).toMatch(/^LicenseRef-Linux-Distribution-Mixed /);
  });
});
