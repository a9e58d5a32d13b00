import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport } from '@fineprint/core/json-1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-ranges-'));
  writeFileSync(join(directory, 'main.tf'), 'terraform {\n  required_version = ">= 1.5, < 2.0"\n}\n');
  writeFileSync(join(directory, 'compose.yaml'), 'services:\n  cache:\n    image: redis:7\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

const terraform = 'MPL-2.0 for 1.5.x and BUSL-1.1 for 1.6.0 to 1.x';
const redis = 'BSD-3-Clause for 7.0.0 to 7.3.x and LicenseRef-RSALv2 OR SSPL-1.0 for 7.4.0 to 7.x';

async function output(format: string): Promise<string> {
  return (await fineprint(['scan', directory, '--no-cache', '-o', format])).stdout;
}

test('a request across a licence border is told with its versions, wherever it is told', async () => {
  for (const format of ['text', 'sarif']) {
    const printed = await output(format);
    expect(printed).toContain(
      `terraform >= 1.5, < 2.0 admits versions under different licences: ${terraform}.`,
    );
    expect(printed).toContain(`redis 7 admits versions under different licences: ${redis}.`);
  }
  expect((await output('markdown')).replaceAll('\\', '')).toContain(
    `admits versions under different licences: ${redis}.`,
  );
  const { stdout } = await fineprint(['explain', 'tool:terraform', directory]);
  expect(stdout).toContain('\n    MPL-2.0 for 1.5.x\n    BUSL-1.1 for 1.6.0 to 1.x\n');
});

test('the report has exact ranges, clipped to what is asked for and in their order', async () => {
  const { components } = readReport(await output('json'));
  const ranges = components.map(({ key, license }) => [
    key,
    license.ranges.map(({ versions, expression }) => `${versions}: ${expression}`),
  ]);
  expect(Object.fromEntries(ranges)).toEqual({
    'tool:terraform': ['>=1.5.0 <1.6.0: MPL-2.0', '>=1.6.0 <2.0.0-0: BUSL-1.1'],
    'container-image:docker.io/library/redis': [
      '>=7.0.0 <7.4.0: BSD-3-Clause',
      '>=7.4.0 <8.0.0-0: LicenseRef-RSALv2 OR SSPL-1.0',
    ],
  });
});

test('an SBOM has no licence for it, both as observed, and its ranges as properties', async () => {
  const { components } = JSON.parse(await output('cyclonedx'));
  const component = components.find(({ name }: { name: string }) => name === 'terraform');
  expect(component).not.toHaveProperty('licenses');
  expect(component.evidence.licenses).toEqual([
    { license: { id: 'BUSL-1.1' } },
    { license: { id: 'MPL-2.0' } },
  ]);
  expect(component.properties).toEqual(
    expect.arrayContaining([
      { name: 'fineprint:license:range', value: 'MPL-2.0 for 1.5.x' },
      { name: 'fineprint:license:range', value: 'BUSL-1.1 for 1.6.0 to 1.x' },
    ]),
  );
});
