import type { LicenseEvidence, ReportComponent } from '@fineprint/core';
import { reportWith } from '@fineprint/core/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { written } from './spdx-written.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '</text>',
    'a\n</text>\nPackageName: evil\n',
    '<text>',
    '<TEXT>x',
    'a\r\nSPDXID: SPDXRef-evil',
    '\ud800',
    '\ud801',
    '__proto__',
    ' a ',
    '\u2028',
    '::error::x',
    'NOASSERTION',
    '',
  ),
);
const licenseText = fc.oneof(
  hostile,
  fc.constantFrom('MIT', 'NONE', 'GPL-2.0+', 'LicenseRef-a', 'LicenseRef-a OR MIT', 'MIT WITH AdditionRef-a'),
);
const sketch = fc.record({
  name: hostile,
  version: fc.option(hostile),
  requested: fc.option(hostile),
  source: fc.option(fc.oneof(hostile, fc.webUrl())),
  supplier: fc.option(hostile),
  purl: fc.option(
    fc.oneof(
      hostile,
      fc.webUrl().map((url) => `pkg:generic/x?download_url=${url}`),
    ),
  ),
  proposedPurl: fc.option(hostile),
  type: fc.oneof(hostile, fc.constantFrom('container', 'file', 'library', 'platform', 'toString')),
  digest: fc.option(fc.oneof(hostile, fc.constant(`sha256:${'a'.repeat(64)}`))),
  hashes: fc.array(hostile, { maxLength: 3 }),
  path: hostile,
  because: hostile,
  declared: fc.option(licenseText),
  concluded: fc.option(licenseText),
  text: hostile,
});

/** A report in which every text may be anything. */
const anyReport = fc
  .record({
    root: fc.record({
      name: hostile,
      commit: fc.option(hostile),
      remote: fc.option(fc.oneof(hostile, fc.webUrl())),
    }),
    asOf: fc.oneof(hostile, fc.constant('2026-01-01T00:00:00.123Z')),
    sketches: fc.uniqueArray(sketch, { selector: ({ name }) => name, maxLength: 4 }),
    units: fc.uniqueArray(hostile, { maxLength: 3 }),
  })
  .map(({ root, asOf, sketches, units }) => {
    const texts = Object.fromEntries(sketches.map(({ text }, place) => [`${place}`.padEnd(64, '0'), text]));
    const base = reportWith(
      sketches.map((_, place) => ({ key: `tool:${place}` })),
      [],
      { asOf },
    );
    const components = base.components.flatMap((component, place): readonly ReportComponent[] => {
      const found = sketches[place];
      if (found === undefined) return [];
      const { because, declared, concluded: expression, path, text: _, ...fields } = found;
      const { license, occurrences } = component;
      const evidence: LicenseEvidence[] = [
        {
          expression: 'LicenseRef-a',
          covers: 'artifact',
          method: 'file-text',
          acknowledgement: 'observed',
          source: '',
          verified: true,
          confidence: 1,
          text: `${place}`.padEnd(64, '0'),
        },
      ];
      const concluded = { ...license.concluded, because, expression, evidence };
      return [
        {
          ...component,
          ...fields,
          ref: `tool:${found.name}`,
          license: { ...license, declared, concluded },
          occurrences: [{ ...occurrences[0], path }],
        },
      ];
    });
    return {
      ...base,
      root,
      texts,
      components,
      units: units.map((path) => ({ ref: `unit:x:${path}`, kind: 'x', path, owners: [path] })),
      dependencies: [
        ...units.map((path) => ({
          ref: `unit:x:${path}`,
          dependsOn: components.map(({ ref }) => ref),
          complete: true,
        })),
        ...components.map(({ ref }) => ({ ref, dependsOn: [], complete: false })),
      ],
    };
  });

test('whatever a report holds, the documents are valid, and read as the same packages', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, async (report) => {
      const { json, tags, graph } = await written(report);
      const namesOf = (packages: readonly { readonly [field: string]: unknown }[]) =>
        packages.map(({ name }) => name);
      const named = graph.filter(({ type }: { type: string }) => type === 'software_Package');
      expect(json.packages).toHaveLength(1 + report.units.length + report.components.length);
      expect(namesOf(named)).toEqual(namesOf(json.packages));
      const unmarked = namesOf(json.packages).map((name) => {
        const escaped = name === 'NOASSERTION' ? '\\x4eOASSERTION' : String(name);
        return escaped.replace(/<(?=\/?text>)/gi, '&lt;');
      });
      expect(namesOf(tags.packages)).toEqual(unmarked);
      expect(tags.relationships).toEqual(json.relationships);
    }),
    { numRuns: 150 },
  );
});
