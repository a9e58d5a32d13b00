import { printable } from '@fineprint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from './csv.ts';
import { csvRecord } from './csv-text.ts';
import { finding, waiver } from './findings.testkit.ts';
import { reportWith } from './report.testkit.ts';

/** Reads RFC 4180 strictly; throws where a quote stands astray. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  const field = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)/y;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const groups = field.exec(text)?.groups;
    if (groups === undefined) throw new Error(`This is no CSV: ${JSON.stringify(text)}`);
    record.push(groups.quoted?.replaceAll('""', '"') ?? groups.plain ?? '');
    if (groups.end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

describe('a record', () => {
  test.each([
    '=HYPERLINK("http://x.example","click")',
    "+cmd|' /C calc'!A1",
    '-2+3',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
  ])('does not let %j be a formula', (cell) => {
    const [[read = '', next] = []] = readCsv(csvRecord([cell, 'b']));
    expect(read).toBe(`'${printable(cell)}`);
    expect(next).toBe('b');
  });

  test('is read as what was written, whatever that was', () => {
    const cells = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',', '\r\n', '";"', '=')),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(cells, (written) => {
        const [read = [], ...rest] = readCsv(csvRecord(written));
        expect(rest).toEqual([]);
        expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\\＝＋－＠])/, ''))).toEqual(
          written.map(printable),
        );
      }),
    );
  });

  test('has no cell that a spreadsheet takes for a formula', () => {
    const opening = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '\0',
      '＝',
      '＋',
      '－',
      '＠',
      ' ',
      '\u200b',
      '"',
      ';',
    );
    const cell = fc.tuple(opening, fc.string({ unit: 'binary' })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (written) => {
        const [read = []] = readCsv(csvRecord(written));
        expect(read.filter((each) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(each))).toEqual([]);
      }),
    );
  });

  test('numbers are numbers, and nothing is an empty cell', () => {
    expect(csvRecord([-1, null, 0.5, ''])).toBe('-1,,0.5,\r\n');
  });
});

test('the report has a record for each component', () => {
  const report = {
    ...reportWith([
      { name: '=cmd', version: '1.0', license: 'MIT', places: ['a.yaml', 'b.yaml'] },
      { name: 'x,"y"\nz', because: 'Nobody knows.' },
    ]),
    findings: [
      finding({ ref: 'tool:=cmd@1.0' }),
      finding({ ref: 'tool:=cmd@1.0' }),
      finding({ ref: 'tool:=cmd@1.0', level: 'error', rule: 'version-not-pinned', waiver }),
      finding({ ref: 'tool:=cmd@1.0', state: 'known' }),
    ],
  };
  const [heads = [], ...records] = readCsv([...csv.render(report)].join(''));
  const cells = records.map((record) =>
    Object.fromEntries(heads.map((head, place) => [head, record[place]])),
  );
  expect(cells).toMatchObject([
    {
      class: 'permissive',
      license: 'MIT',
      name: "'=cmd",
      version: '1.0',
      places: '2',
      confidence: '1',
      findings: 'warning license-unknown, error version-not-pinned (waived), warning license-unknown (known)',
    },
    { class: 'unknown', license: 'NOASSERTION', name: 'x,"y"\\x0az', because: 'Nobody knows.', findings: '' },
  ]);
});
