import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { LicenseEvidence, Report } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { type ComponentSketch, reportWith } from '@fineprint/core/testkit';
import { type FormatName, formats, type ReporterMeans } from '@fineprint/report';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { convert } from 'xmlbuilder2';
import { cyclonedxErrors, cyclonedxXmlErrors } from './official-schemas.ts';
import { read } from './sources.ts';

const means: ReporterMeans = {
  rules: [],
  failOn: 'error',
  color: false,
  width: 80,
  showWaived: false,
  noticeUsages: [],
  licenseOf: () => null,
};
const json = ['cyclonedx-1.4', 'cyclonedx-1.5', 'cyclonedx-1.6', 'cyclonedx-1.7'] as const;

async function render(report: Report, format: FormatName): Promise<string> {
  return [...(await formats[format]()).render(report, means)].join('');
}

const evidence: LicenseEvidence = {
  expression: 'ISC',
  covers: 'artifact',
  method: 'file-text',
  acknowledgement: 'observed',
  source: 'LICENSE',
  verified: true,
  confidence: 1,
};

/** A report whose every text is a given one, wherever a scanned repository has a say. */
function reportOf(texts: readonly string[]): Report {
  const sketch = (text: string, index: number): ComponentSketch => ({
    key: `tool:${text}${index}`,
    version: text,
    requested: text,
    license: index % 2 === 0 ? 'LicenseRef-Own' : 'MIT OR LicenseRef-Own',
    evidence: [evidence, { ...evidence, expression: 'LicenseRef-Own', source: text, text: 'f'.repeat(64) }],
  });
  const report = reportWith(texts.map(sketch));
  const [text = ''] = texts;
  const components = report.components.map((component) => {
    const [occurrence] = component.occurrences;
    const place = { ...occurrence, path: text, text, address: text, unit: 'unit:u' };
    return {
      ...component,
      type: text,
      source: text,
      supplier: text,
      hashes: [text],
      proposedPurl: text,
      occurrences: [place, { ...place, line: 9 }] as const,
    };
  });
  const units = [{ ref: 'unit:u', kind: text, path: text, owners: [text] }];
  return {
    ...report,
    root: { name: text, commit: null, remote: text },
    units,
    components,
    dependencies: [{ ref: 'unit:u', dependsOn: components.map(({ ref }) => ref) }],
    texts: { ['f'.repeat(64)]: text },
  };
}

const nasty = [
  'a\u0000b\u0008\u000b\u001b[31m',
  ']]><!-- --> <![CDATA[ &lt; &#0; <?xml?> "\'',
  '\ud800 alone, \udfff alone, 😀 together',
  '\ufffe\uffff\u0085\u2028',
  'line\r\nfeed\ttab',
  '${{ x }} https://user:secret@host/ javascript:1',
  'vers:npm/* pkg:npm/a@1',
  '',
  ' ',
];

test('whatever a repository writes, each version is valid, and XML too', async () => {
  const xml: Record<string, string> = {};
  const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 12 }));
  const reports = [nasty, ...fc.sample(fc.array(text, { minLength: 1, maxLength: 3 }), 25)].map(reportOf);
  for (const [index, report] of reports.entries()) {
    for (const format of json) expect(cyclonedxErrors(await render(report, format))).toEqual([]);
    xml[`${index}.xml`] = await render(report, 'cyclonedx-xml');
  }
  expect(await cyclonedxXmlErrors(xml)).toEqual([]);
});

test('XML says every text, with what it has no form for shown', async () => {
  const report = reportOf(['a\u0000\u001b\ud800\ufffe<&>\n"😀']);
  expect(scalars(parsed(await render(report, 'cyclonedx-xml')))).toContain(
    'a\\x00\\x1b\\u{d800}\\u{fffe}&lt;&amp;&gt;\n"😀',
  );
});

test('XML says what JSON says', async () => {
  const report = reportOf(['one', 'two', 'three']);
  const texts = scalars(parsed(await render(report, 'cyclonedx-xml')));
  expect(texts.toSorted()).toEqual(scalars(JSON.parse(await render(report, 'cyclonedx'))).toSorted());
});

test('a report gives the same bytes, and so does what was read back', async () => {
  const report = reportOf(nasty);
  for (const format of [...json, 'cyclonedx-xml'] as const) {
    const first = await render(report, format);
    expect(await render(report, format)).toBe(first);
    expect(await render(readReport(JSON.stringify(report)), format)).toBe(first);
  }
});

test('where the library has a model, it writes the same JSON and XML', async () => {
  const report = sample();
  // Without a line in `occurrences` the place is a property.
  const place = { occurrence: 'main.tf:2' };
  for (const [format, spec, more] of [
    ['cyclonedx-1.4', Spec.Spec1dot4, place],
    ['cyclonedx-1.5', Spec.Spec1dot5, place],
    ['cyclonedx-1.6', Spec.Spec1dot6, {}],
    ['cyclonedx-1.7', Spec.Spec1dot7, {}],
  ] as const) {
    const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(spec));
    const written = JSON.parse(serializer.serialize(modelled(more), { sortLists: true }));
    expect(JSON.parse(await render(report, format)).components).toMatchObject(written.components);
  }
  const serializer = new Serialize.XmlSerializer(new Serialize.XML.Normalize.Factory(Spec.Spec1dot6));
  const { component: written } = parsed(serializer.serialize(modelled({}), { sortLists: true })).components;
  const { evidence, ...ours } = parsed(await render(report, 'cyclonedx-xml')).components.component;
  expect(Object.entries(ours)).toEqual(Object.entries(written));
  expect(Object.keys(evidence)).toEqual(['identity', 'occurrences']);
});

test('every property that is written is documented, and no other', async () => {
  const key = 'tool:x';
  const ranges = [{ versions: '<2.0.0', expression: 'MIT' }];
  const license = { license: 'MIT', class: 'permissive', declared: 'MIT', ranges };
  const hint: LicenseEvidence = { ...evidence, method: 'hint' };
  const pins = { commit: 'c'.repeat(40), digest: `sha256:${'a'.repeat(64)}`, requested: 'v1' };
  const report = reportWith([{ key, ...license, ...pins, evidence: [evidence, hint] }], [], {
    excluded: ['docs/**'],
    only: ['helm'],
  });
  const more = {
    source: 'https://example.com',
    assumedSource: 'x',
    hashes: ['h1:a'],
    proposedPurl: 'pkg:x/a',
  };
  const full: Report = {
    ...report,
    components: report.components.map((component) => ({ ...component, ...more })),
    units: [{ ref: 'unit:u', kind: 'u', path: 'u', owners: ['@o'] }],
    summary: { ...report.summary, problems: [{ name: 'unreadable', count: 1 }] },
  };
  const names = (text: string) => new Set([...text.matchAll(/fineprint:[A-Za-z:]+(?=["`])/g)].map(String));
  const documented = names(read('packages/report/src/cyclonedx/README.md'));
  expect([...names(await render(full, 'cyclonedx-1.4'))].sort()).toEqual([...documented].sort());
});

/** One component that the library can write as well. */
function sample(): Report {
  const { components, ...report } = reportWith([{ key: 'tool:x', version: '1.0.0', license: 'MIT' }]);
  const hashes = [`sha256:${'a'.repeat(64)}`];
  const parts = { purl: 'pkg:github/o/x@1.0.0', supplier: 'O', source: 'https://github.com/o/x', hashes };
  return { ...report, components: components.map((component) => ({ ...component, ...parts })) };
}

function modelled(more: Readonly<Record<string, string>>): Models.Bom {
  const license = new Models.SpdxLicense('MIT', {
    acknowledgement: Enums.LicenseAcknowledgement.Concluded,
  });
  const component = new Models.Component(Enums.ComponentType.Application, 'x', {
    bomRef: 'tool:x@1.0.0',
    version: '1.0.0',
    purl: 'pkg:github/o/x@1.0.0',
    scope: Enums.ComponentScope.Required,
    supplier: new Models.OrganizationalEntity({ name: 'O' }),
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], 'a'.repeat(64)]]),
    licenses: new Models.LicenseRepository([license]),
    externalReferences: new Models.ExternalReferenceRepository([
      new Models.ExternalReference('https://github.com/o/x', Enums.ExternalReferenceType.VCS),
    ]),
    properties: new Models.PropertyRepository(
      Object.entries({
        key: 'tool:x',
        kind: 'tool',
        pin: 'exact',
        usage: 'ci',
        requested: '1.0.0',
        source: 'https://github.com/o/x',
        'license:because': 'A fact says so.',
        'license:concluded': 'MIT',
        'license:covers': 'artifact',
        ...more,
      }).map(([name, value]) => new Models.Property(`fineprint:${name}`, value)),
    ),
  });
  const bom = new Models.Bom();
  bom.components.add(component);
  return bom;
}

/** The document as another program's parser reads it: attributes begin with `@`, entities of texts are left as they are. */
function parsed(xml: string) {
  return JSON.parse(convert(xml, { format: 'json' })).bom;
}

/** Every text of a document, but for what says which form it has. */
function scalars(value: unknown, field = ''): readonly string[] {
  if (['$schema', 'bomFormat', 'specVersion', '@xmlns'].includes(field)) return [];
  if (Array.isArray(value)) return value.flatMap((one) => scalars(one));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) => scalars(part, name));
  return [String(value)];
}
