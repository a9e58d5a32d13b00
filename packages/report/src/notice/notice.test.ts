import { describe, expect, test } from 'vitest';
import { reportWith, type Sketch, testMeans } from '../report.testkit.ts';
import { notice } from './notice.ts';

const standard = new Map([
  [
    'MIT',
    {
      name: 'MIT License',
      url: 'https://spdx.example/MIT',
      text: 'Copyright (c) <year>\n\nThe standard MIT.',
    },
  ],
  ['GPL-2.0-only', { name: 'GPL 2', url: null, text: 'The standard GPL.' }],
  ['Classpath-exception-2.0', { name: 'Classpath exception', url: null, text: 'The exception.' }],
  ['LicenseRef-Vendor', { name: 'Vendor terms', url: 'https://vendor.example', text: null }],
]);

function noticeOf(
  sketches: readonly Sketch[],
  texts: Readonly<Record<string, string>> = {},
  means: Partial<typeof testMeans> = {},
): string {
  const report = reportWith(sketches, texts);
  return [
    ...notice.render(report, { ...testMeans, licenseOf: (id) => standard.get(id) ?? null, ...means }),
  ].join('');
}

/** The sections of a notice: their titles with what stands below. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(`${'='.repeat(100)}\n`).slice(1);
  return new Map(
    parts.flatMap((part, place) => (place % 2 === 0 ? [[part.trim(), parts[place + 1] ?? ''] as const] : [])),
  );
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

const mit = (holder: string) =>
  `MIT License\n\nCopyright (c) 2020 ${holder}\n\nPermission is hereby granted.\n`;

describe('texts', () => {
  test('one that was found stands as it is, and the standard one does not', () => {
    const text = noticeOf([{ name: 'a', license: 'MIT', copies: { a1: 'vendor/a/LICENSE' } }], {
      a1: mit('Ada'),
    });
    expect(text).toContain('The text of vendor/a/LICENSE.');
    expect(text).toContain(mit('Ada').trim());
    expect(text).not.toContain('The standard MIT.');
  });

  test('the standard one stands once for all that have no copy, and says that it is the standard one', () => {
    const text = noticeOf([
      { name: 'a', license: 'MIT' },
      { name: 'b', license: 'MIT' },
    ]);
    expect(count(text, 'The standard MIT.')).toBe(1);
    expect(text).toContain(
      'The standard text of the SPDX License List, https://spdx.example/MIT; no copy was found.',
    );
    expect(text).toContain('A standard text names no holder of a copyright');
  });

  test('copies that differ in their copyright notices alone stand once, with all the notices', () => {
    const text = noticeOf(
      [
        { name: 'a', license: 'MIT', copies: { a1: 'a/LICENSE' } },
        { name: 'b', license: 'MIT', copies: { b1: 'b/LICENSE' } },
        { name: 'c', license: 'MIT', copies: { a1: 'c/LICENSE' } },
      ],
      { a1: mit('Ada'), b1: mit('Bob') },
    );
    expect(count(text, 'Permission is hereby granted.')).toBe(1);
    expect(text).toContain(
      '- a (tool)\n  Copyright (c) 2020 Ada\n- b (tool)\n  Copyright (c) 2020 Bob\n- c (tool)\n  Copyright (c) 2020 Ada\n',
    );
    expect(text).toContain(
      'The text of a/LICENSE and 2 more files. The copies differ in their copyright notices',
    );
  });

  test('copies that differ in more stand apart', () => {
    const text = noticeOf(
      [
        { name: 'a', license: 'MIT', copies: { a1: 'a/LICENSE' } },
        { name: 'b', license: 'MIT', copies: { b1: 'b/LICENSE' } },
      ],
      { a1: mit('Ada'), b1: `${mit('Ada')}\nBut not on Sundays.\n` },
    );
    expect(count(text, 'Permission is hereby granted.')).toBe(2);
  });

  test('a copy of the GPL stands for -only and for -or-later', () => {
    const text = noticeOf([{ name: 'a', license: 'GPL-2.0-or-later', copies: { g: 'a/COPYING' } }], {
      g: 'The copy of the GPL.',
    });
    expect(text).toContain('The copy of the GPL.');
  });

  test('the text of an exception stands beside that of its licence', () => {
    const sections = sectionsOf(
      noticeOf([{ name: 'a', license: 'GPL-2.0-only WITH Classpath-exception-2.0' }]),
    );
    expect([...sections.keys()]).toEqual([
      'Classpath exception (Classpath-exception-2.0), an exception to the licence',
      'GPL 2 (GPL-2.0-only)',
    ]);
  });

  test('where there is none, its place is named', () => {
    const text = noticeOf([
      { name: 'a', license: 'LicenseRef-Vendor' },
      { name: 'b', license: 'LicenseRef-Nobody' },
    ]);
    expect(text).toContain(
      'No copy of the text was found, and none is shipped. It can be read at https://vendor.example',
    );
    expect([...sectionsOf(text).keys()]).toEqual(['LicenseRef-Nobody', 'Vendor terms (LicenseRef-Vendor)']);
  });
});

describe('components', () => {
  test('under several licences stand under each; of a choice, under the branch that was taken', () => {
    const sections = sectionsOf(
      noticeOf([
        { name: 'both', license: 'MIT AND GPL-2.0-only' },
        { name: 'choice', license: 'MIT OR GPL-2.0-only', effective: 'MIT' },
      ]),
    );
    expect(sections.get('MIT License (MIT)')).toContain(
      '- both (tool)\n- choice (tool; chosen from MIT OR GPL-2.0-only)\n',
    );
    expect(sections.get('GPL 2 (GPL-2.0-only)')).not.toContain('choice');
  });

  test('without a licence have a section of their own', () => {
    const sections = sectionsOf(
      noticeOf([
        { name: 'dark', version: '1', because: 'Nobody knows.' },
        { name: 'bare', license: 'NONE', because: 'There is no file.' },
      ]),
    );
    expect(sections.get('Without a known licence')).toContain(
      'There is no licence. There is no file.\n\n- bare (tool)\n\nNobody knows.\n\n- dark 1 (tool)\n',
    );
  });

  test('of other usages are left out, which is said; all can be asked for', () => {
    const sketches: readonly Sketch[] = [
      { name: 'shipped', license: 'MIT', usage: 'distributed' },
      { name: 'run', license: 'MIT' },
      { name: 'pipeline', license: 'MIT', usage: 'ci' },
      { name: 'unknown-pipeline', usage: 'ci' },
    ];
    const text = noticeOf(sketches);
    expect(text).toContain('- run (tool)\n- shipped (tool)\n');
    expect(text).not.toContain('pipeline');
    expect(text).toContain('2 components used in other ways (build, ci, development) are left out.');
    const all = noticeOf(
      sketches,
      {},
      { noticeUsages: ['distributed', 'deployed', 'build', 'ci', 'development'] },
    );
    expect(all).toContain('- pipeline (tool)');
    expect(all).toContain('- unknown-pipeline (tool)');
    expect(all).not.toContain('left out');
  });
});

test('notice files are passed on, each text once', () => {
  const sections = sectionsOf(
    noticeOf(
      [
        { name: 'a', license: 'Apache-2.0', notices: { n: 'a/NOTICE' } },
        { name: 'b', notices: { n: 'b/NOTICE' } },
        { name: 'pipeline', usage: 'ci', notices: { p: 'p/NOTICE' } },
      ],
      { n: 'Made by Ada.\n', p: 'Made by Bob.\n' },
    ),
  );
  const files = sections.get('Notices that come with the code') ?? '';
  expect(files).toContain('- a (tool)\n- b (tool)\n\nThe text of a/NOTICE.\n');
  expect(count(files, 'Made by Ada.')).toBe(1);
  expect(files).not.toContain('Bob');
});

test('nothing that was scanned is obeyed, and nothing of a text is lost', () => {
  const evil = 'Licence\u001b[2J\f::error::x\r\n##[group]y\n\tcell\u202e\n';
  const text = noticeOf(
    [{ name: '::error::z\n\u001b]0;t\u0007', license: 'MIT', copies: { e: 'a\nb/LICENSE' } }],
    { e: evil },
  );
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(text).not.toMatch(/^\s*(?:::|##\[)/m);
  expect(text).toContain('Licence\\x1b[2J\n\\x3a:error::x\n\\x23#[group]y\n    cell\\u{202e}\n');
});
