import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@fineprint/core';
import { afterAll, expect, test, vi } from 'vitest';
import { renderer } from '../../packages/cli/src/render.ts';
import { runScan } from '../../packages/cli/src/run-scan.ts';
import { root } from '../contracts/sources.ts';
import { multitoolErrors } from './sarif-multitool.ts';

// The validator starts slowly on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const directory = mkdtempSync(join(tmpdir(), 'fineprint-sarif-'));
afterAll(() => rmSync(directory, { recursive: true }));

const tree = join(root, 'test/repos/harbour');

async function objections(change: (report: Report) => Report): Promise<readonly string[]> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const { report } = await runScan(tree, { policies: [], exclude: [], only: [], cache: null, env });
  const render = await renderer(change(report), {
    appearing: () => ({ color: false, width: 100, linkTo: null }),
    showWaived: true,
  });
  const file = join(directory, 'report.sarif');
  writeFileSync(file, [...(await render('sarif', null))].join(''));
  return multitoolErrors(file);
}

test('the sample has nothing that the validator objects to', async () => {
  expect(await objections((report) => report)).toEqual([]);
});

test('nor has a report with waivers, a baseline, edits, many places, odd paths and rules at other levels', async () => {
  const changed = (report: Report): Report => ({
    ...report,
    complete: false,
    root: { name: 'x', commit: 'a'.repeat(40), remote: 'git@github.com:owner/repository.git' },
    scan: { ...report.scan, policy: { ...report.scan.policy, rules: [{ id: 'own-rule', level: 'error' }] } },
    findings: report.findings.map((finding, index) => ({
      ...finding,
      rule: index === 0 ? 'own-rule' : finding.rule,
      state: index % 2 === 0 ? 'new' : 'known',
      waiver: index % 3 === 0 ? { id: 'W-1', reason: 'Cleared.', owner: null, expires: '2027-01-01' } : null,
      locations: [
        { ...finding.locations[0], path: 'a b/c:d/[x](y)\u202e.yaml' },
        ...Array.from({ length: 150 }, () => finding.locations[0]),
      ],
      fix: [{ path: finding.locations[0].path, start: 1, end: 2, text: '1.2.3' }],
    })),
  });
  expect(await objections(changed)).toEqual([]);
});

test('the validator objects where there is a reason', async () => {
  const broken = (report: Report): Report => ({
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      locations: [{ ...finding.locations[0], line: 9, endLine: 3 }],
    })),
  });
  expect((await objections(broken)).length).toBeGreaterThan(0);
});
