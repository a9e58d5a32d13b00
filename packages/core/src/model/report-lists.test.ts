import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportWith } from '../testkit/report-with.ts';
import { readReport } from './json-1.ts';
import type { Report, ReportComponent, ReportFinding } from './report.ts';
import { type ReportHead, readReportLists } from './report-lists.ts';

const report: Report = {
  ...reportWith(
    [{ key: 'container-image:redis', version: '7' }, { key: 'library:"[{,\\' }],
    [{ digit: '1' }, { digit: '2', waived: true }],
  ),
  units: [{ ref: 'unit:.', kind: 'file', path: '.', owners: ['@ä'] }],
  dependencies: [{ ref: 'unit:.', dependsOn: ['container-image:redis@7'] }],
};

/** What `readReportLists` gives and answers, put together. */
function readInParts(json: string) {
  const components: ReportComponent[] = [];
  const findings: ReportFinding[] = [];
  const head = readReportLists(Buffer.from(json), {
    component: (component) => components.push(component),
    finding: (finding) => findings.push(finding),
  });
  return { ...head, components, findings };
}

function readWhole(json: string): ReportHead & Pick<Report, 'components' | 'findings'> {
  const { units: _units, dependencies: _dependencies, ...rest } = readReport(json);
  return rest;
}

test('a report in parts is the report as a whole, however it is written', () => {
  const { components, findings, ...rest } = report;
  // Findings that stand before the components which they are about come after them.
  for (const each of [report, { findings, components, ...rest }, { ...report, later: { field: [1] } }])
    for (const space of [0, 2]) {
      const json = JSON.stringify(each, null, space);
      expect(readInParts(json)).toEqual(readWhole(json));
    }
});

test('of two lists of one name the last one counts, as for all readers of JSON', () => {
  const json = `{"findings": [{}], "components": 7, ${JSON.stringify(report).slice(1)}`;
  expect(readInParts(json)).toEqual(readWhole(json));
});

function outcome<T>(read: () => T): T | 'no report' {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ReportError') return 'no report';
    throw cause;
  }
}

test('what is no report as a whole is none in parts', () => {
  const json = JSON.stringify(report);
  const changed = fc.record({
    at: fc.nat(json.length),
    cut: fc.nat(30),
    by: fc.constantFrom(
      '',
      '}',
      ']',
      ',',
      '"',
      '{"',
      '[',
      '1',
      'null',
      '\\',
      ' ',
      '[]',
      '"a":',
      ',"components":[]',
    ),
  });
  fc.assert(
    fc.property(changed, ({ at, cut, by }) => {
      const text = json.slice(0, at) + by + json.slice(at + cut);
      expect(outcome(() => readInParts(text))).toEqual(outcome(() => readWhole(text)));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  [{ components: [...report.components, { key: 1 }] }, 'components.2.key: '],
  [{ findings: [{ ...report.findings[0], level: 'bad' }] }, 'findings.0.level: '],
  [{ units: [3] }, 'units.0: '],
  [{ dependencies: {} }, 'dependencies: '],
  [{ components: undefined }, 'components: '],
  [{ schema: 'other' }, 'schema: '],
])('the field is named that has not its form: %o', (change, message) => {
  const json = JSON.stringify({ ...report, ...change });
  expect(() => readInParts(json)).toThrow(`The report does not have the form of json-1: ${message}`);
});
