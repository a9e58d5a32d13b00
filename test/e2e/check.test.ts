import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@fineprint/core';
import { formats } from '@fineprint/report';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
const at = (path: string) => join(directory, path);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-check-'));
  write('versions.tf', 'terraform {\n  required_version = "= 1.5.7"\n}\n');
  write('Dockerfile', 'FROM redis:7.4.0\nRUN apt-get install -y curl\n');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(at(path), text);
}

const sboms = join(import.meta.dirname, 'sboms');

async function reportOn(document: string, ...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await fineprint([
    'check',
    document,
    '-o',
    'json',
    '--fail-on',
    'none',
    '--quiet',
    ...args,
  ]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** What a component is, one a line. */
function lines({ components }: Report): readonly string[] {
  return components.map(({ ref, pin, usage, license, occurrences: [{ line }] }) =>
    [line, ref, pin, usage, license.concluded.expression ?? license.concluded.is].join(' '),
  );
}

describe('SBOMs of other tools', () => {
  test('Syft: packages of an image are deployed with it; its files are left out and counted', async () => {
    const report = await reportOn(join(sboms, 'syft.cdx.json'));
    expect(lines(report)).toEqual([
      '52 github-action:actions/checkout@v4 tag deployed MIT',
      '45 library:golang/github.com/wagoodman/go-partybus@v0.0.0-20230516145632-8ccac152c651 exact deployed no-assertion',
      '24 os-package:deb/curl@7.88.1-10 exact deployed curl',
      '65 runtime:debian@12 tag deployed no-assertion',
    ]);
    expect(report.problems.map(({ message }) => message)).toContain(
      'One of the files that the SBOM lists is no component and is left out.',
    );
    expect(report.dependencies).toContainEqual({
      ref: 'os-package:deb/curl@7.88.1-10',
      dependsOn: ['library:golang/github.com/wagoodman/go-partybus@v0.0.0-20230516145632-8ccac152c651'],
      complete: true,
    });
  });

  test('components with one id are all listed, the later ones told, and edges said of the first', async () => {
    const components = ['left-pad@1.3.0', 'right-pad@1.0.1', 'up-pad@1.0.0', 'down-pad@1.0.0'].map(
      (name, index) => ({
        type: 'library',
        'bom-ref': ['pad', 'pad', 'pad (1)', 'pad (2)'][index],
        name,
        purl: `pkg:npm/${name}`,
      }),
    );
    const dependencies = [{ ref: 'pad', dependsOn: ['pad (1)'] }];
    write('twice.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', components, dependencies }));
    const report = await reportOn(at('twice.cdx.json'));
    expect(report.components.map(({ ref }) => ref)).toEqual([
      'library:npm/down-pad@1.0.0',
      'library:npm/left-pad@1.3.0',
      'library:npm/right-pad@1.0.1',
      'library:npm/up-pad@1.0.0',
    ]);
    expect(report.problems.map(({ message }) => message)).toEqual([
      'Another component of the SBOM has the id "pad" too; what needs "pad" is said of the first.',
    ]);
    const edges = report.dependencies.filter(({ ref }) => ref.startsWith('library:'));
    expect(edges).toMatchObject([
      { ref: 'library:npm/left-pad@1.3.0', dependsOn: ['library:npm/up-pad@1.0.0'] },
    ]);
  });

  test.each([
    [{ bomFormat: 'CycloneDX' }, 'components', {}, [5, 15], 'This and 4 more items'],
    [{ spdxVersion: 'SPDX-2.3' }, 'packages', {}, [5, 15], 'This and 2 more items'],
    [{ '@context': 'https://spdx.org/rdf/3' }, '@graph', { type: 'software_Package' }, [5, 16], 'This and 2'],
  ])(
    '%j: items that are no objects are told with their place, and what stands behind them is read',
    async (head, list, rest, lines, message) => {
      const pad = { ...rest, name: 'left-pad', components: ['within'] };
      write('items.json', JSON.stringify({ ...head, [list]: ['pad', pad, [7], null, pad] }, null, 1));
      const { components, problems, complete } = await reportOn(at('items.json'));
      expect(components[0]?.occurrences.map(({ line }) => line)).toEqual(lines);
      expect([complete, problems.find(({ code }) => code === 'syntax-invalid')]).toMatchObject([
        false,
        { message: expect.stringContaining(message), location: { line: 4 } },
      ]);
    },
  );

  test('one that nests deeper than a stack is read', async () => {
    const depth = 20_000;
    const nested = `${'{"name":"a","components":['.repeat(depth)}${']}'.repeat(depth)}`;
    write('deep.json', `{"bomFormat":"CycloneDX","components":[${nested}]}`);
    const { components } = await reportOn(at('deep.json'));
    expect(components.map(({ occurrences }) => occurrences.length)).toEqual([depth]);
  });

  test('Trivy: a lockfile is no component, and a choice of licences is a choice', async () => {
    const report = await reportOn(join(sboms, 'trivy.cdx.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'library:npm/asap@2.0.6 exact distributed MIT',
      'library:npm/node-forge@1.3.1 exact distributed BSD-3-Clause OR GPL-2.0-only',
      'library:npm/viral@1.0.0 exact distributed AGPL-3.0-only',
    ]);
    expect(report.findings.map(({ rule, ref }) => [rule, ref])).toEqual([
      ['license-needs-review', 'library:npm/viral@1.0.0'],
    ]);
    expect(report.findings[0]?.locations[0]).toMatchObject({ path: 'trivy.cdx.json', line: 66 });
  });

  test('cdxgen: what the root is, is no component; an image by digest keeps its tag', async () => {
    const report = await reportOn(join(sboms, 'cdxgen.cdx.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      `container-image:docker.io/library/nginx@sha256:${'2'.repeat(64)} digest distributed BSD-2-Clause`,
      'library:maven/io.netty/netty@3.9.1.Final digest distributed Apache-2.0',
    ]);
    expect(report.components[0]?.requested).toBe('1.27.0');
  });

  test('cyclonedx-npm: components within components, development, and hashes of archives', async () => {
    const report = await reportOn(join(sboms, 'cyclonedx-npm.cdx.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'library:npm/@types/node@20.14.10 digest development MIT',
      'library:npm/undici-types@5.26.5 exact distributed MIT',
    ]);
  });

  test('GitHub: the document under "sbom", actions, and ranges', async () => {
    const report = await reportOn(join(sboms, 'github.spdx.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'github-action:acme/deploy@2.*.* branch distributed no-assertion',
      'library:npm/lodash@4.17.21 exact distributed MIT',
    ]);
  });

  test('SPDX 2.3: declared stands where nothing is concluded, NONE is none, and an unreadable purl is said', async () => {
    const report = await reportOn(join(sboms, 'syft.spdx.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'library:generic/nameless-licence@1.0.0 exact deployed none',
      'os-package:apk/busybox@1.36.1-r29 digest deployed GPL-2.0-only',
    ]);
    expect(report.problems).toMatchObject([
      {
        code: 'reference-invalid',
        message: expect.stringContaining('The purl "not a purl" of the component'),
      },
    ]);
  });

  test('SPDX 3.0: licences are relationships, and a dependency of tests is development', async () => {
    const report = await reportOn(join(sboms, 'tool.spdx3.json'));
    expect(lines(report).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'library:npm/left-pad@1.3.0 digest distributed WTFPL',
      'library:pypi/tester@2.0.0 exact development GPL-3.0-only',
    ]);
  });

  test.each([
    [
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>',
      'It is CycloneDX in XML; an SBOM is read in JSON.',
    ],
    ['SPDXVersion: SPDX-2.3\n', 'It is SPDX in its tag-value form; an SBOM is read in JSON.'],
    ['{"bomFormat": "CycloneDX", "components": {}}', '"components" is no list in it.'],
    ['{"hello": "world"}', 'It is neither a report (json-1), nor CycloneDX, nor SPDX.'],
    ['{"schema": "fineprint-report/1"}', 'The report does not have the form of json-1'],
  ])('what is none is refused: %s', async (text, message) => {
    write('other', text);
    const { code, stderr } = await fineprint(['check', at('other')]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('one that lists nothing is said to list nothing', async () => {
    write('empty.json', '{"bomFormat": "CycloneDX", "specVersion": "1.6"}');
    const { code, stdout } = await fineprint(['check', at('empty.json')]);
    expect(code).toBe(0);
    expect(stdout).toContain('The SBOM lists no component.');
  });
});

test.each(['cyclonedx-1.4', 'cyclonedx-1.5', 'cyclonedx', 'cyclonedx-1.7'])(
  'a document of our own (%s) has the findings of its scan, at the same lines',
  async (format) => {
    const outputs = ['-o', `json=${at('report.json')}`, '-o', `${format}=${at('sbom.json')}`];
    await fineprint(['scan', directory, '--no-cache', '--quiet', ...outputs]);
    const findings = ({ findings: all }: Report) =>
      all.map(({ rule, ref, locations: [{ path, line }] }) => [rule, ref, path, line].join(' '));
    const scanned: Report = JSON.parse(readFileSync(at('report.json'), 'utf8'));
    expect(findings(scanned).length).toBeGreaterThan(1);
    expect(findings(await reportOn(at('sbom.json')))).toEqual(findings(scanned));
  },
);

describe('stored reports', () => {
  async function scanned(...args: readonly string[]): Promise<string> {
    await fineprint(['scan', directory, '--no-cache', '--quiet', '-o', `json=${at('report.json')}`, ...args]);
    return readFileSync(at('report.json'), 'utf8');
  }

  test('another policy judges as if the scan had had it', async () => {
    await scanned();
    const checked = await reportOn(at('report.json'), '--policy', 'strict');
    const direct: Report = JSON.parse(await scanned('--policy', 'strict', '--fail-on', 'none'));
    expect(checked.findings.map(({ fingerprint, level }) => [fingerprint, level])).toEqual(
      direct.findings.map(({ fingerprint, level }) => [fingerprint, level]),
    );
    expect(checked.scan).toEqual(direct.scan);
  });

  test('a policy that corrects, waives, excludes and says usages is as good as in the scan', async () => {
    write(
      'candidate.yaml',
      [
        'curations: [{ id: c, component: "tool:terraform", license: MIT, reason: A contract. }]',
        'waivers: [{ id: w, rule: license-needs-review, component: "container-image:*", reason: R., expires: 2099-01-01 }]',
        'usage: [{ path: Dockerfile, usage: development }]',
        '',
      ].join('\n'),
    );
    await scanned();
    const checked = await reportOn(at('report.json'), '--policy', at('candidate.yaml'));
    const direct: Report = JSON.parse(await scanned('--policy', at('candidate.yaml')));
    expect(checked.components).toEqual(direct.components);
    expect(checked.findings.map(({ fingerprint, waiver }) => [fingerprint, waiver])).toEqual(
      direct.findings.map(({ fingerprint, waiver }) => [fingerprint, waiver]),
    );
    write('excluding.yaml', 'exclude: [Dockerfile]\n');
    const without = await reportOn(at('report.json'), '--policy', at('excluding.yaml'));
    expect(without.components.map(({ key }) => key)).toEqual(['tool:terraform']);
  });

  test('--changes says what a candidate policy opens and closes', async () => {
    await scanned();
    const { code, stdout } = await fineprint(['check', at('report.json'), '--policy', 'strict', '--changes']);
    expect(code).toBe(1);
    expect(stdout).toContain('Findings that opened\n');
    expect(stdout).toContain('version-not-pinned  redis is named by the tag "7.4.0"');
  });

  test('several documents are checked one after another, and the worst decides', async () => {
    await scanned();
    const { code, stdout } = await fineprint([
      'check',
      join(sboms, 'cyclonedx-npm.cdx.json'),
      at('report.json'),
      '--policy',
      'strict',
    ]);
    expect(code).toBe(1);
    expect(stdout.match(/^fineprint /gm)).toHaveLength(2);
  });
});

describe('baselines', () => {
  test('what is known does not fail, what is new does, and a moved line is not new', async () => {
    const written = await fineprint(['baseline', 'write', directory, '--policy', 'strict', '--no-cache']);
    expect(written.code).toBe(0);
    expect(written.stderr).toContain('findings and 3 components of today');
    const scan = [
      'scan',
      directory,
      '--policy',
      'strict',
      '--no-cache',
      '--baseline',
      at('fineprint-baseline.json'),
    ];
    write('Dockerfile', '# moved\n\nFROM redis:7.4.0\nRUN apt-get install -y curl\n');
    const known = await fineprint(scan);
    expect(known.code).toBe(0);
    expect(known.stdout).toContain('known');
    write('Dockerfile', 'FROM redis:7.4.0\nRUN apt-get install -y curl\nCOPY --from=nginx:1.27.0 /a /b\n');
    const grown = await fineprint([...scan, '-o', 'json']);
    expect(grown.code).toBe(1);
    const { findings, summary, scan: facts }: Report = JSON.parse(grown.stdout);
    expect(new Set(findings.filter(({ state }) => state === 'new').map(({ ref }) => ref))).toEqual(
      new Set(['container-image:docker.io/library/nginx@1.27.0']),
    );
    expect(summary.findings.known).toBe(findings.filter(({ state }) => state === 'known').length);
    expect(facts.baseline).toBe(at('fineprint-baseline.json'));
  });

  test('an earlier report is one, and what was waived in it is not known', async () => {
    write('fineprint.yaml', waiverUntil('2099-01-01'));
    await fineprint(['scan', directory, '--no-cache', '--quiet', '-o', `json=${at('report.json')}`]);
    write('fineprint.yaml', waiverUntil('2020-01-01'));
    const { stdout } = await fineprint([
      'scan',
      directory,
      '--no-cache',
      '--baseline',
      at('report.json'),
      '-o',
      'json',
    ]);
    const { findings }: Report = JSON.parse(stdout);
    expect(findings.filter(({ rule }) => rule === 'license-needs-review').map(({ state }) => state)).toEqual([
      'new',
    ]);
  });

  test('a file that is no baseline is refused with what is wrong', async () => {
    write('none.json', '{"schema": "fineprint-baseline/1", "findings": [{}], "components": []}');
    const { code, stderr } = await fineprint(['scan', directory, '--baseline', at('none.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('findings.0.rule');
  });

  function waiverUntil(day: string): string {
    return `waivers: [{ id: w, rule: license-needs-review, component: "container-image:*", reason: R., expires: ${day} }]\n`;
  }
});

test('convert renders what the scan would have, in every format', async () => {
  const names = Object.keys(formats);
  const outputs = names.flatMap((format) => ['-o', `${format}=${at(`scan.${format}`)}`]);
  await fineprint(['scan', directory, '--no-cache', '--quiet', ...outputs]);
  for (const format of names) {
    const { code, stdout } = await fineprint(['convert', at('scan.json'), '-o', format]);
    expect(code).toBe(0);
    expect(stdout, format).toBe(readFileSync(at(`scan.${format}`), 'utf8'));
  }
});

test('a stored report knows what fails, and a check tells what fails there', async () => {
  const json = ['--fail-on', 'warning', '--strict', '-o', `json=${at('scan.json')}`];
  const scanned = await fineprint(['scan', directory, ...json, '-o', 'text', '--quiet', '--no-cache']);
  const failed = 'Exit code 1: errors and warnings fail the check, because --fail-on is warning.';
  expect([scanned.code, scanned.stdout.includes(failed)]).toEqual([1, true]);
  expect((await fineprint(['convert', at('scan.json')])).stdout).toBe(scanned.stdout);
  const checked = await fineprint(['check', at('scan.json'), '--quiet']);
  expect([checked.code, checked.stdout.includes('Exit code 0: only errors fail')]).toEqual([0, true]);
});
