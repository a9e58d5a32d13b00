import type { LicenseEvidence, Report } from '@fineprint/core';
import { reportWith } from '@fineprint/core/testkit';
import { formats, type ReporterMeans } from '@fineprint/report';
import { expect } from 'vitest';
import { spdx3Errors, spdxErrors, tagValueErrors } from './spdx-errors.ts';
import { readTagValue } from './spdx-tag-value.ts';

const means: ReporterMeans = {
  rules: [],
  failOn: 'error',
  color: false,
  width: 80,
  showWaived: false,
  noticeUsages: [],
  licenseOf: (id) =>
    id === 'LicenseRef-Own' ? { name: 'Own', url: 'https://example.org/own', text: null } : null,
};

/** One document of a report. */
export async function render(report: Report, format: 'spdx' | 'spdx-tag-value' | 'spdx-3'): Promise<string> {
  return [...(await formats[format]()).render(report, means)].join('');
}

/** The three documents of a report, which are valid. */
export async function written(report: Report) {
  const json = await render(report, 'spdx');
  const tags = await render(report, 'spdx-tag-value');
  const linked = await render(report, 'spdx-3');
  expect([spdxErrors(json), tagValueErrors(tags), spdx3Errors(linked)]).toEqual([[], [], []]);
  return { json: JSON.parse(json), tags: readTagValue(tags), graph: JSON.parse(linked)['@graph'] };
}

/** A report with units, edges of each phase, own licences with and without text, sums. */
export function wholeReport(): Report {
  const text = 'a'.repeat(64);
  const found: LicenseEvidence = {
    expression: 'LicenseRef-Found',
    covers: 'artifact',
    method: 'file-text',
    acknowledgement: 'observed',
    source: 'LICENSE',
    verified: true,
    confidence: 1,
    text,
  };
  const report = reportWith([
    { key: 'tool:build', version: '1', license: 'MIT OR Apache-2.0', effective: 'MIT' },
    { key: 'tool:found', version: '2', license: 'LicenseRef-Found', evidence: [found] },
    { key: 'tool:own', version: '3', license: 'LicenseRef-Own AND MIT', declared: 'MIT' },
    { key: 'tool:lost', version: null, requested: '~> 1.0', license: 'NOASSERTION', pin: 'range' },
  ]);
  const [build, ...others] = report.components;
  if (build === undefined) throw new Error('There is a first component.');
  const unit = { ref: 'unit:root:.', kind: 'root', path: '.', owners: ['@team'] };
  return {
    ...report,
    root: { name: 'shop', commit: 'c'.repeat(40), remote: 'git@github.com:acme/shop.git' },
    units: [unit, { ref: 'unit:part:a b', kind: 'part', path: 'a b', owners: [] }],
    components: [
      { ...build, type: 'operating-system', hashes: [`sha256:${'b'.repeat(64)}`, 'h1:x'] },
      ...others,
    ],
    dependencies: [
      { ref: 'tool:build@1', dependsOn: ['tool:found@2'], complete: false },
      { ref: 'tool:found@2', dependsOn: [], complete: true },
      { ref: 'tool:own@3', dependsOn: [], complete: false },
      { ref: unit.ref, dependsOn: ['tool:build@1', 'tool:own@3'], complete: true },
    ],
    texts: { [text]: 'Line one.\n\n  Line two.' },
  };
}
