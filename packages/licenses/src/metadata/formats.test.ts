import { sourceFile } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { readGemspec } from './gemspec.ts';
import { evidenceFromField } from './license-field.ts';
import { licenseOfUrl } from './license-url.ts';
import type { PackageMetadata } from './metadata.ts';
import { readPackageJson } from './package-json.ts';
import { readPythonMetadata } from './python-metadata.ts';
import { readPyproject } from './toml-metadata.ts';

function said({ readings, licenseFiles }: PackageMetadata): string {
  const lines = readings.map((one) => ('is' in one ? `unread: ${one.because}` : one.expression));
  return [...lines, ...licenseFiles.map((file) => `file ${file}`)].join('; ');
}

describe('core metadata of Python', () => {
  const read = (headers: string) =>
    said(readPythonMetadata('METADATA', sourceFile(`Name: x\n${headers}\n\nLicense: ISC`)));

  test.each([
    ['License: MIT', 'MIT'],
    ['License-Expression: MIT\nLicense: BSD', 'MIT'],
    ['License: UNKNOWN\nClassifier: License :: OSI Approved :: ISC License (ISCL)', 'ISC'],
    ['License: BSD\nClassifier: License :: OSI Approved :: MIT License', 'MIT'],
    ['License: MIT\nClassifier: License :: OSI Approved :: Apache Software License', 'MIT'],
    ['Classifier: License :: OSI Approved', ''],
    ['Classifier: Topic :: Software', ''],
    ['Classifier: License :: OSI Approved :: BSD License', 'unread: "BSD License" could mean several'],
    [
      'Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: ISC License (ISCL)',
      'unread: Its classifiers name several licences',
    ],
    [
      'License: MIT License\n        \n        Copyright, and not on Sundays',
      'unread: Its license field holds a longer text',
    ],
    ['License: Beer', 'unread: The license field is not understood'],
    ['License-File: LICENSE\nLicense-File: AUTHORS', 'file LICENSE'],
  ])('%s', (headers, expected) => {
    expect(read(headers)).toContain(expected);
    if (expected === '') expect(read(headers)).toBe('');
  });

  test('is read to the end of its headers and no further', () => {
    const many = 'X: y\n'.repeat(300_000);
    expect(said(readPythonMetadata('METADATA', sourceFile(`${many}License: MIT\n`)))).toBe('');
  });
});

describe('a gemspec', () => {
  test.each([
    ['s.license = "MIT"', 'MIT'],
    ["spec.license     = 'Apache-2.0'", 'Apache-2.0'],
    ['s.licenses = ["MIT".freeze]', 'MIT'],
    ["s.licenses = ['MIT', 'Ruby']", 'unread: It lists several licences'],
    ['s.license = File.read("LICENSE")', ''],
    ['# s.license = "MIT"', ''],
  ])('%s', (line, expected) => {
    const read = said(
      readGemspec('x.gemspec', sourceFile(`Gem::Specification.new do |s|\n  ${line}\nend\n`)),
    );
    expect(read).toContain(expected);
    if (expected === '') expect(read).toBe('');
  });
});

describe('package.json', () => {
  const read = (license: string) =>
    said(readPackageJson('package.json', sourceFile(`{"license":${license}}`)));

  test.each([
    ['"SEE LICENSE IN terms/EULA.txt"', 'file terms/EULA.txt'],
    ['"SEE LICENCE IN LICENCE"', 'file LICENCE'],
    ['"UNLICENSED"', 'unread: The license field says UNLICENSED'],
    ['"BSD"', 'unread: "BSD" could mean several licences: BSD-2-Clause, BSD-3-Clause'],
    ['{"type":"MIT","url":"x"}', 'MIT'],
    ['["MIT","ISC"]', 'MIT OR ISC'],
    ['[{"type":"MIT"},{"url":"x"}]', 'unread: Its license field is no text.'],
    ['[]', 'unread: Its license field is no text.'],
    ['null', 'unread: Its license field is no text.'],
    ['{"type":{"type":"MIT"}}', 'unread: Its license field is no text.'],
    [`[${'"MIT",'.repeat(50)}"ISC"]`, 'unread: It lists more than 20 licences.'],
  ])('with %s', (license, expected) => {
    expect(read(license)).toContain(expected);
  });

  test('says where what it cannot read stands', () => {
    const { readings } = readPackageJson('package.json', sourceFile('{\n  "license": "Beer"\n}'));
    expect(readings).toMatchObject([{ is: 'unread', place: { line: 2, column: 15 } }]);
  });

  test('of an endless depth or length is refused', () => {
    expect(said(readPackageJson('package.json', sourceFile('['.repeat(100_000))))).toContain(
      'cannot be read',
    );
    expect(said(readPackageJson('package.json', sourceFile(`{"x":"${'y'.repeat(3_000_000)}"}`)))).toContain(
      'It has 3000008 characters.',
    );
  });
});

describe('pyproject.toml', () => {
  test.each([
    ['[project]\nlicense = {text = "MIT"}', 'MIT'],
    ['[project]\nlicense = {file = "LICENSE"}', 'file LICENSE'],
    ['[tool.poetry]\nlicense = "ISC"', 'ISC'],
    ['[tool.black]\nline = 1', ''],
  ])('%s', (text, expected) => {
    expect(said(readPyproject('pyproject.toml', sourceFile(text)))).toBe(expected);
  });
});

describe('the address of a license', () => {
  test.each([
    ['https://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
    ['http://www.apache.org/licenses/LICENSE-2.0', 'Apache-2.0'],
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['https://opensource.org/license/bsd-3-clause/', 'BSD-3-Clause'],
    ['https://spdx.org/licenses/ISC.html', 'ISC'],
    ['https://www.mozilla.org/MPL/2.0/', 'MPL-2.0'],
    ['https://opensource.org/licenses/GPL-3.0', null],
    ['https://opensource.org/licenses/alphabetical', null],
    ['https://www.gnu.org/licenses/gpl-3.0.html', null],
    ['https://evil.example/licenses/MIT', null],
    ['https://spdx.org.evil.example/licenses/MIT', null],
    ['https://spdx.org/licenses/../MIT', null],
    [`https://spdx.org/licenses/${'a'.repeat(100_000)}`, null],
  ])('%s: %s', (url, expected) => {
    expect(licenseOfUrl(url)).toBe(expected);
  });

  test('in a license field is read as that license, and says so', () => {
    expect(evidenceFromField('x', 'https://opensource.org/licenses/MIT')).toMatchObject({
      expression: 'MIT',
      confidence: 0.7,
      note: '"https://opensource.org/licenses/MIT" is read as "MIT".',
    });
  });
});

describe('names of licenses', () => {
  test.each([
    ['The Apache Software License, Version 2.0', 'Apache-2.0'],
    ['Eclipse Public License - v 2.0', 'EPL-2.0'],
    ['Apachev2', 'Apache-2.0'],
    ['GNU General Public License v3 (GPLv3)', null],
    ['LGPL', null],
    ['Apache', null],
    ['BSD-style', null],
    ['Creative Commons', null],
    ['BSL', null],
    ['Dual License', null],
    ['Public Domain', null],
    ['Proprietary', null],
  ])('%s: %s', (name, expected) => {
    const read = evidenceFromField('x', name);
    expect('is' in read ? null : read.expression).toBe(expected);
  });
});
