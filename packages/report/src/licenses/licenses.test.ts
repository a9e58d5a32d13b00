import { describe, expect, test } from 'vitest';
import { reportWith } from '../report.testkit.ts';
import { askedTable } from './asked.ts';
import { type LicenseMeans, licenseFormats } from './formats.ts';
import { type Grouping, groupings } from './grouping.ts';
import { licenseTable } from './table.ts';

const plain: LicenseMeans = {
  color: false,
  width: Number.POSITIVE_INFINITY,
  askedOf: ({ name, license: { concluded } }) =>
    concluded.expression === null
      ? []
      : [
          {
            id: 'b',
            rank: 2,
            license: concluded.expression,
            when: 'in any use',
            says: `Be kind to ${name}.`,
          },
          {
            id: 'a',
            rank: 1,
            license: concluded.expression,
            when: 'when passed on',
            says: 'Keep the notice.',
          },
        ],
};

const report = reportWith([
  { name: 'b', version: '2', license: 'MIT', places: ['x.yaml', 'y.yaml'] },
  { name: 'a', version: '1', license: 'MIT' },
  { name: 'choice', license: 'SSPL-1.0 OR MIT', effective: 'MIT' },
  { name: 'vault', license: 'BUSL-1.1', class: 'source-available' },
  { name: 'bare', license: 'NONE', because: 'There is no licence file.' },
  { name: 'dark', because: 'No licence fact knows tool:dark.' },
  { name: 'darker', because: 'No licence fact knows tool:darker.', places: ['x.yaml', 'x.yaml', 'x.yaml'] },
]);

function rendered(by: Grouping, format: keyof typeof licenseFormats, look = plain): string {
  return [...licenseFormats[format](report, by, look)].join('');
}

describe('counts', () => {
  test('add up to those of the report, whatever the rows are', () => {
    const { rows } = licenseTable(report, 'class');
    const sum = (column: number) => rows.reduce((all, row) => all + Number(row[column]), 0);
    expect([sum(1), sum(2)]).toEqual([report.summary.components, report.coverage.references.seen]);
    const licensed = rows.filter(([name]) => name !== 'none' && name !== 'unknown');
    expect(licensed.reduce((all, [, , places]) => all + Number(places), 0)).toBe(
      report.coverage.references.licensed,
    );
    expect(licenseTable(report, 'component').rows).toHaveLength(report.summary.components);
    expect(licenseTable(report, 'place').rows).toHaveLength(report.coverage.references.seen);
    // Two things are asked for each licence here.
    expect(askedTable(report, plain.askedOf).rows).toHaveLength(2 * 4);
  });

  test('each row has a cell for each column', () => {
    for (const by of groupings) {
      const { columns, rows } =
        by === 'obligation' ? askedTable(report, plain.askedOf) : licenseTable(report, by);
      expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
    }
  });
});

test('by class: the freest first, what is not known last and with its reason', () => {
  expect(rendered('class', 'text').split('\n').slice(3)).toEqual([
    'class             components  places  licences',
    'permissive                 3       4  MIT 2, SSPL-1.0 OR MIT 1',
    'source-available           1       1  BUSL-1.1 1',
    'no licence                 1       1',
    'unknown                    2       4',
    '                           7      10',
    '',
    'no licence  1 component in 1 place',
    '  There is no licence file.',
    '    tool: bare',
    '',
    'unknown  2 components in 4 places',
    '  No licence fact knows it.',
    '    tool: dark, darker',
    '',
    '4 of 7 components, in 5 of 10 places, have a concluded licence.',
    '"fineprint explain COMPONENT" shows why, and what its licence asks. None of this is legal advice.',
    '',
  ]);
});

test('by component: under its licence, with the branch that the policy takes', () => {
  const text = rendered('component', 'text');
  expect(text).toContain(
    'permissive  3 components in 4 places\n  MIT\n    a 1     tool · deployed · 1 place\n',
  );
  expect(text).toContain('  SSPL-1.0 OR MIT\n    choice  tool · deployed · 1 place · the policy takes MIT\n');
  expect(text).toContain('    tool: dark, darker\n');
});

test('by obligation: as they are told, with the components under their licences', () => {
  const text = rendered('obligation', 'text');
  expect(text).toContain(
    'when passed on\n  Keep the notice.\n    MIT: a 1, b 2\n    SSPL-1.0 OR MIT: choice\n    BUSL-1.1: vault\n\nin any use\n  Be kind to a.\n    MIT: a 1\n',
  );
  const { rows } = JSON.parse(rendered('obligation', 'json'));
  expect(rows[0]).toMatchObject({ obligation: 'a', license: 'MIT', name: 'a', version: '1' });
  const nothing = [...licenseFormats.text(report, 'obligation', { ...plain, askedOf: () => [] })].join('');
  expect(nothing).toContain('Nothing is asked');
});

test('by place: along the files', () => {
  const text = rendered('place', 'text');
  expect(text).toContain(
    'x.yaml\n     1:1  b 2  MIT (permissive)\n     1:1  darker  unknown: No licence fact knows it.\n',
  );
});

test('no line is wider than the terminal but by one word', () => {
  for (const by of groupings) {
    const wide = rendered(by, 'text', { ...plain, width: 60 })
      .split('\n')
      .filter((line) => line.length > 60 && /\S \S/.test(line.trim().slice(0, 30)));
    // The heading and the sentence at the end are short enough for eighty.
    expect(wide.filter((line) => line.length > 80)).toEqual([]);
  }
});

test('as JSON, classes hold their licences, and other rows their columns', () => {
  expect(JSON.parse(rendered('class', 'json'))).toMatchObject({
    schema: 'fineprint-licenses/1',
    components: 7,
    places: 10,
    licensedPlaces: 5,
    rows: [
      {
        class: 'permissive',
        components: 3,
        places: 4,
        licenses: [
          { license: 'MIT', components: 2, places: 3 },
          { license: 'SSPL-1.0 OR MIT', components: 1, places: 1 },
        ],
      },
      { class: 'source-available' },
      { class: 'none' },
      { class: 'unknown' },
    ],
  });
  expect(JSON.parse(rendered('component', 'json')).rows[2]).toMatchObject({
    name: 'choice',
    license: 'SSPL-1.0 OR MIT',
    chosen: 'MIT',
  });
});

test('components with names of any length share a reason', () => {
  const name = 'x'.repeat(300);
  const long = reportWith([
    { name, because: `No licence fact knows ${`tool:${name}`.slice(0, 200)}….` },
    { name: 'y', because: 'No licence fact knows tool:y.' },
  ]);
  const text = [...licenseFormats.text(long, 'class', plain)].join('');
  expect(text.split('No licence fact knows').length).toBe(2);
  expect(text).toContain('  No licence fact knows it.\n');
});

describe('what is scanned stays text', () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    '[x](http://evil.example)',
    '![](http://track.example)',
    '@org/team #123 `code` | cell',
    'a\n# H1\n<!-- marker -->\n::error::x',
    '\u001b]0;title\u0007\u202e\u009b2J',
    '=HYPERLINK("http://x")',
    '::error::x',
  ];
  const hostile = reportWith(
    names.flatMap((name) => [
      { name, because: `It is ${name}.`, places: [`${name}/a.yaml`] },
      { name, version: '1', license: 'MIT', places: [`${name}/a.yaml`] },
    ]),
  );
  const render = (by: Grouping, format: keyof typeof licenseFormats) =>
    [...licenseFormats[format](hostile, by, { ...plain, width: 100 })].join('');

  test.each(groupings)('by %s, in Markdown', (by) => {
    const text = render(by, 'markdown');
    expect(text).not.toMatch(
      /<(?:img|!--)|(?<!\\)\]\(|(?<!\\)!\[|@org|(?<!\\)`code|https?:\/\/|^# H1|(?<![\\&])#123/m,
    );
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const cells = new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length));
    expect(cells.size).toBeLessThanOrEqual(by === 'class' ? 2 : 1);
  });

  test.each(groupings)('by %s, on a terminal and in a log', (by) => {
    for (const format of ['text', 'csv'] as const) {
      const text = render(by, format).replaceAll('\r\n', '\n');
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(text).not.toMatch(/^\s*::/m);
    }
  });

  test.each(groupings)('by %s, JSON keeps it as it is', (by) => {
    expect(() => JSON.parse(render(by, 'json'))).not.toThrow();
  });
});
