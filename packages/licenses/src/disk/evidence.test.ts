import { conclude, type LicenseEvidence } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { diskSource } from '../disk-source.ts';
import { componentOf, type Files, knownTexts, saidOf, textOf, treeOf } from './tree.testkit.ts';

const mit = textOf('MIT');
const apache = textOf('Apache-2.0');
const gpl = textOf('GPL-3.0-only');
const copy = componentOf('git-source:h/x', { contents: 'ext' });

function inCopy(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [`ext/${path}`, file]));
}

function said(files: Files): readonly string[] {
  return saidOf(copy, treeOf(inCopy(files)));
}

function evidenceOf(files: Files): readonly LicenseEvidence[] {
  const all = [...diskSource(() => knownTexts).evidence(copy, treeOf(inCopy(files)))];
  return all.filter((item): item is LicenseEvidence => !('is' in item));
}

/** What is concluded of a copy. */
function concluded(files: Files): string {
  const { concluded } = conclude(evidenceOf(files), { gap: null });
  return concluded.is === 'expression' ? concluded.expression : concluded.because;
}

describe('licence files', () => {
  test('have their text kept', () => {
    const source = diskSource(() => knownTexts);
    const files = { 'LICENCE.md': mit, NOTICE: 'By Acme.', 'notice.sh': 'echo', 'NOTICE.md': ' \n' };
    const [evidence, ...others] = source.evidence(copy, treeOf(inCopy(files)));
    expect(evidence).toMatchObject({ text: expect.stringMatching(hex) });
    expect(others).toMatchObject([{ is: 'notice', source: expect.stringMatching(/NOTICE$/) }]);
    expect([...(source.texts?.().values() ?? [])].sort()).toEqual(['By Acme.', mit].sort());
  });

  test('that nobody knows are kept for whoever corrects them, and passed on', () => {
    const source = diskSource(() => knownTexts);
    const [unknown, notice, said] = source.evidence(copy, treeOf(inCopy({ LICENSE: 'All mine.' })));
    const [sha256] = source.texts?.().keys() ?? [];
    expect(unknown).toMatchObject({
      is: 'unknown-text',
      source: expect.stringMatching(/LICENSE$/),
      text: sha256,
    });
    expect(notice).toEqual({ ...unknown, is: 'notice' });
    expect(said).toMatchObject({ code: 'license-unreadable', message: expect.stringContaining(`${sha256}`) });
  });

  test('do not keep a NOTICE that is longer than any', () => {
    const files = { 'LICENCE.md': mit, NOTICE: 'x'.repeat(200_001) };
    expect(saidOf(copy, treeOf(inCopy(files)))).toContainEqual(
      expect.stringContaining('more than any notice'),
    );
  });

  const hex = /^[0-9a-f]{64}$/;

  test('side by side need a statement', () => {
    const both = { 'LICENSE-MIT': mit, 'LICENSE-APACHE': apache };
    expect(concluded(both)).toContain('Apache-2.0 and MIT lie side by side');
    expect(concluded({ ...both, 'package.json': '{"license":"MIT OR Apache-2.0"}' })).toBe(
      'MIT OR Apache-2.0',
    );
    expect(concluded({ ...both, 'package.json': '{"license":"MIT AND Apache-2.0"}' })).toBe(
      'MIT AND Apache-2.0',
    );
    expect(concluded({ ...both, 'main.rs': '// SPDX-License-Identifier: Apache-2.0 OR MIT' })).toBe(
      'Apache-2.0 OR MIT',
    );
  });

  test('for a part hold beside the one for the whole', () => {
    expect(concluded({ LICENSE: apache, 'LICENSE.esprima': mit })).toBe('Apache-2.0 AND MIT');
    expect(concluded({ LICENSE: apache, 'LICENSE.docs': apache })).toBe('Apache-2.0');
    expect(concluded({ 'LICENSE.esprima': mit })).toBe('MIT');
    expect(concluded({ COPYING: gpl, 'COPYING.LIB': mit })).toContain('side by side');
  });

  test('of others are not those of the copy', () => {
    expect(said({ LICENSE: apache, 'LICENSE-THIRD-PARTY': mit })).toEqual([
      'Apache-2.0 file-text ext/LICENSE',
    ]);
  });

  test('may be a directory', () => {
    expect(said({ 'LICENSE/x/y': 'z' })).toEqual([]);
  });

  test('that nobody knows weaken what is declared beside them', () => {
    const [own] = evidenceOf({ 'package.json': '{"license":"MIT"}' });
    const [beside] = evidenceOf({ 'package.json': '{"license":"MIT"}', LICENSE: 'MIT, but not on Sundays.' });
    expect(own?.confidence).toBe(0.9);
    expect(beside).toMatchObject({
      confidence: 0.7,
      note: 'The licence text in ext/LICENSE was not recognised.',
    });
  });

  test('may say in words how others are meant', () => {
    const files = { 'LICENSE.MIT': mit, 'LICENSE.APACHE': apache };
    const words = 'SPDX-License-Identifier: MIT AND Apache-2.0\n\nSome files are …\n';
    expect(concluded({ ...files, 'COPYING.md': words })).toBe('MIT AND Apache-2.0');
  });

  test('are read up to a number, which is said', () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`LICENSE.${index}`, mit]));
    const lines = said(many);
    expect(lines.filter((line) => line.startsWith('MIT'))).toHaveLength(20);
    expect(lines.at(-1)).toMatch(/^limit-reached ext:1: "ext" has more than 20 licence files/);
  });
});

describe('files that metadata names', () => {
  test('speak for it', () => {
    expect(
      said({ 'package.json': '{"license":"SEE LICENSE IN legal/TERMS.md"}', 'legal/TERMS.md': mit }),
    ).toEqual(['MIT file-text ext/legal/TERMS.md']);
  });

  test.each(['../../x', '/etc/passwd', '..\\x', 'C:/x', 'legal/../../x', '~/x'])(
    'are not opened outside of the copy: %s',
    (path) => {
      const tree = treeOf({
        'ext/package.json': JSON.stringify({ license: `SEE LICENSE IN ${path}` }),
        x: mit,
        'etc/passwd': mit,
      });
      const read: string[] = [];
      const file = (asked: string) => {
        read.push(asked);
        return tree.file(asked);
      };
      const watched = { ...tree, file };
      expect(saidOf(copy, watched)).toEqual([
        expect.stringMatching(/^license-unreadable ext\/package.json:1: .*leads out of its copy/),
      ]);
      expect(read).toEqual(['ext/package.json']);
    },
  );

  test('are missed where nothing else speaks', () => {
    const pointer = { 'package.json': '{"license":"SEE LICENSE IN EULA.txt"}' };
    expect(said(pointer)).toEqual([expect.stringContaining('"EULA.txt", which is not in its copy')]);
    expect(said({ ...pointer, LICENSE: mit })).toEqual(['MIT file-text ext/LICENSE']);
  });
});

describe('SPDX headers', () => {
  test('are read where nothing else is known', () => {
    expect(said({ 'main.tf': '# SPDX-License-Identifier: MPL-2.0\n', 'README.md': '' })).toEqual([
      'MPL-2.0 spdx-header ext/main.tf',
    ]);
    expect(said({ LICENSE: mit, 'main.tf': '# SPDX-License-Identifier: MPL-2.0\n' })).toEqual([
      'MIT file-text ext/LICENSE',
    ]);
  });

  test('say whether a text of the GPL is meant "or later"', () => {
    const files = { COPYING: gpl, 'a.sh': '# SPDX-License-Identifier: GPL-3.0-or-later\n' };
    expect(concluded(files)).toBe('GPL-3.0-or-later');
    expect(concluded({ COPYING: gpl })).toBe('GPL-3.0-only');
  });

  test('of files under different licences all hold', () => {
    const files = {
      'a.go': '// SPDX-License-Identifier: MPL-2.0',
      'b.go': '// SPDX-License-Identifier: BUSL-1.1',
      'c.go': '// SPDX-License-Identifier: MPL-2.0',
    };
    expect(said(files)).toEqual(['MPL-2.0 AND BUSL-1.1 spdx-header ext/a.go']);
  });

  test('of a few files among many say nothing of the whole', () => {
    const files = { 'a.py': '# SPDX-License-Identifier: MIT', 'b.py': '', 'c.py': '' };
    expect(said(files)).toEqual([]);
    expect(said({ 'a.py': files['a.py'], 'b.py': '' })).toHaveLength(1);
  });

  test('that are no licence are said', () => {
    expect(said({ 'main.tf': '# SPDX-License-Identifier: <b>' })).toEqual([
      expect.stringMatching(/^license-unreadable ext\/main.tf:1: /),
    ]);
  });
});

describe('REUSE', () => {
  test('names the licenses in use by the texts in LICENSES', () => {
    const files = { LICENSE: apache, 'LICENSES/Apache-2.0.txt': apache, 'LICENSES/MIT.txt': mit };
    expect(said(files)).toEqual([
      'Apache-2.0 file-text ext/LICENSE',
      'Apache-2.0 file-text ext/LICENSES/Apache-2.0.txt',
      'MIT file-text ext/LICENSES/MIT.txt',
      'Apache-2.0 AND MIT package-metadata ext/LICENSES',
    ]);
    expect(concluded(files)).toBe('Apache-2.0 AND MIT');
  });

  test('says in the name of a text which GPL is meant', () => {
    expect(concluded({ COPYING: gpl, 'LICENSES/GPL-3.0-or-later.txt': gpl })).toBe('GPL-3.0-or-later');
  });

  test('says in REUSE.toml, or in dep5, how licenses are joined', () => {
    const texts = { 'LICENSES/Apache-2.0.txt': apache, 'LICENSES/MIT.txt': mit };
    const toml = 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT OR Apache-2.0"\n';
    expect(concluded({ ...texts, 'REUSE.toml': toml })).toBe('MIT OR Apache-2.0');
    const dep5 = 'Format: x\n\nFiles: *\nCopyright: Acme\nLicense: MIT OR Apache-2.0\n';
    expect(concluded({ ...texts, '.reuse/dep5': dep5 })).toBe('MIT OR Apache-2.0');
  });

  test('adds what only a text names, and a text that nobody knows', () => {
    const files = {
      'LICENSES/MIT.txt': mit,
      'LICENSES/LicenseRef-Own.txt': 'Mine.',
      'REUSE.toml': '[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n',
    };
    expect(concluded(files)).toBe('MIT AND LicenseRef-Own');
    expect(said(files).at(-1)).toMatch(/^license-unreadable ext\/LICENSES\/LicenseRef-Own.txt:1: /);
  });

  test('is not what keeps the licenses of others in such a directory', () => {
    expect(
      said({ LICENSE: apache, 'LICENSES/MIT.txt': mit, 'LICENSES/x/LICENSE': mit, 'LICENSES/OWNERS': '' }),
    ).toEqual(['Apache-2.0 file-text ext/LICENSE']);
  });

  test('that is broken, or whose texts are not those of their names, is said', () => {
    expect(said({ 'REUSE.toml': 'version = 1\n[[annotations\n' })).toEqual([
      expect.stringMatching(/^license-unreadable ext\/REUSE.toml:2: .*cannot be read/),
    ]);
    expect(said({ 'LICENSES/ISC.txt': mit }).at(-1)).toMatch(
      /Its name says ISC, and its text is that of MIT/,
    );
  });
});
