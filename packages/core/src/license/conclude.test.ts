import { describe, expect, test } from 'vitest';
import { conclude, trustOf } from './conclude.ts';
import type { LicenseEvidence } from './evidence.ts';

const file: LicenseEvidence = {
  expression: 'MIT',
  covers: 'artifact',
  method: 'file-text',
  acknowledgement: 'observed',
  source: 'vpc/LICENSE',
  verified: true,
  confidence: 1,
};
const metadata: LicenseEvidence = {
  ...file,
  method: 'package-metadata',
  acknowledgement: 'declared',
  source: 'vpc/package.json',
  verified: false,
  confidence: 0.8,
};
const fact: LicenseEvidence = {
  ...file,
  method: 'fact',
  source: 'o/r LICENSE @ v1.0.0',
  versions: '>=1.0.0',
  confidence: 0.95,
};
const hint: LicenseEvidence = {
  ...fact,
  method: 'hint',
  source: 'memory',
  verified: false,
  confidence: 0.3,
};

function said(evidence: readonly LicenseEvidence[], gap: string | null = null): string {
  const { concluded } = conclude(evidence, { gap });
  const answer =
    concluded.is === 'expression' ? `${concluded.expression} ${concluded.confidence}` : concluded.is;
  return `${answer}: ${concluded.because}`;
}

describe('one kind of evidence', () => {
  test('a licence text in the artifact concludes it', () => {
    expect(said([file])).toBe('MIT 1: vpc/LICENSE has the text of MIT.');
  });

  test('a fact concludes what it says for the version', () => {
    expect(said([fact])).toBe(
      'MIT 0.95: The licence text was read for versions from 1.0.0: o/r LICENSE @ v1.0.0.',
    );
  });

  test('a fact whose text was not read concludes with the words of its source', () => {
    expect(said([{ ...fact, verified: false, confidence: 0.6 }])).toContain('MIT 0.6: A statement names MIT');
  });

  test('a fact that there is no licence file concludes NONE', () => {
    const { concluded } = conclude([{ ...fact, expression: 'NONE' }], { gap: null });
    expect(concluded).toMatchObject({
      is: 'none',
      covers: 'artifact',
      because: expect.stringContaining('no licence file'),
    });
  });

  test('nothing concludes nothing, with the reason given', () => {
    expect(said([])).toBe('no-assertion: Nothing is known about its licence.');
    expect(said([], 'No fact knows "x/y".')).toBe('no-assertion: No fact knows "x/y".');
  });

  test('expressions are printed canonically', () => {
    expect(said([{ ...fact, expression: '(MIT) OR (ISC)' }])).toContain('MIT OR ISC 0.95');
  });

  test('an expression that is none concludes nothing', () => {
    expect(said([{ ...metadata, expression: 'Foo | Bar' }])).toContain(
      'no-assertion: The licence that was found',
    );
  });
});

describe('hints', () => {
  test('concludes nothing and stands under observed', () => {
    const { concluded, observed } = conclude([hint], { gap: null });
    expect(concluded).toMatchObject({
      is: 'no-assertion',
      because: expect.stringContaining('Only hints name its licence (MIT)'),
    });
    expect(observed).toEqual([hint]);
  });

  test('one hinted range among the admitted ones keeps the others from concluding', () => {
    expect(said([fact, { ...hint, versions: '<1.0.0' }])).toContain(
      'no-assertion: Only hints name its licence',
    );
  });

  test('does not contradict what was read', () => {
    expect(said([file, { ...hint, expression: 'BUSL-1.1' }])).toBe('MIT 1: vpc/LICENSE has the text of MIT.');
  });
});

describe('several ranges are admitted', () => {
  const early: LicenseEvidence = { ...fact, versions: '>=1.0.0 <2.0.0' };
  const later: LicenseEvidence = { ...fact, expression: 'BUSL-1.1', versions: '>=2.0.0' };

  test('different licenses conclude nothing and are listed in the order of their versions', () => {
    const { concluded, ranges } = conclude([later, early], { gap: null });
    expect(concluded).toMatchObject({
      is: 'no-assertion',
      because: 'The admitted versions stand under different licences: MIT for 1.x and BUSL-1.1 from 2.0.0.',
    });
    expect(ranges).toEqual([
      { versions: '>=1.0.0 <2.0.0', expression: 'MIT', evidence: [early] },
      { versions: '>=2.0.0', expression: 'BUSL-1.1', evidence: [later] },
    ]);
  });

  test('different licenses with a gap between them are told together', () => {
    expect(said([early, later], 'No fact speaks of 1.14.11.')).toContain(
      'BUSL-1.1 from 2.0.0. No fact speaks of 1.14.11.',
    );
  });

  test('the same license concludes it with the confidence of the weakest', () => {
    const weak = { ...fact, versions: '>=2.0.0', verified: false, confidence: 0.5 };
    expect(said([early, weak])).toContain('MIT 0.5: A statement names');
    expect(conclude([early, weak], { gap: null }).ranges).toEqual([]);
  });

  test('many of them are not all told in one sentence', () => {
    const many = Array.from({ length: 20 }, (_, major) => ({
      ...fact,
      expression: major % 2 === 0 ? 'MIT' : 'ISC',
      versions: `>=${major}.0.0 <${major + 1}.0.0`,
    }));
    expect(said(many)).toMatch(/ISC for 7\.x and 12 more\.$/);
  });

  test('the same choice written in another order is the same license', () => {
    const [one, other] = ['MIT OR Apache-2.0', 'Apache-2.0 OR MIT'];
    const ranges = [
      { ...early, expression: one },
      { ...later, expression: other },
    ];
    expect(said(ranges)).toMatch(/^Apache-2\.0 OR MIT 0\.95: The licence text was read/);
    expect(
      said([
        { ...metadata, expression: one },
        { ...hint, method: 'fact', expression: other },
      ]),
    ).toBe('MIT OR Apache-2.0 0.8: vpc/package.json declares MIT OR Apache-2.0.');
  });

  test('a gap between them concludes nothing', () => {
    expect(said([fact], 'No fact speaks of 1.14.11.')).toBe('no-assertion: No fact speaks of 1.14.11.');
  });

  test('the artifact itself decides before them', () => {
    expect(said([file, { ...fact, expression: 'ISC' }, later])).toContain(
      'MIT 0.6: vpc/LICENSE has the text of MIT. Less',
    );
  });
});

describe('evidence of different trust', () => {
  test('declared is what the author states, whatever is concluded', () => {
    const license = conclude([metadata, { ...file, expression: 'ISC' }], { gap: null });
    expect(license.declared).toBe('MIT');
    expect(license.concluded).toMatchObject({ is: 'expression', expression: 'ISC', confidence: 0.6 });
    expect(license.concluded.because).toContain('Less trusted evidence says MIT (vpc/package.json).');
  });

  test('declared is what the whole says of itself, before the header of one file', () => {
    const header: LicenseEvidence = { ...metadata, method: 'spdx-header', expression: 'GPL-3.0-or-later' };
    const whole = { ...metadata, expression: 'GPL-3.0-or-later AND Apache-2.0' };
    expect(conclude([header, whole], { gap: null }).declared).toBe(whole.expression);
    expect(conclude([header], { gap: null }).declared).toBe(header.expression);
  });

  test('a fact that was read stands above metadata', () => {
    expect(said([metadata, { ...fact, expression: 'ISC' }])).toContain('ISC 0.95');
    expect(said([metadata, { ...fact, expression: 'ISC', verified: false }])).toContain('MIT 0.6');
  });

  test('a text of the GPL leaves "or later" to a statement', () => {
    const text = { ...file, expression: 'GPL-3.0-only' };
    expect(said([text])).toContain('GPL-3.0-only 1:');
    expect(said([text, { ...metadata, expression: 'GPL-3.0-or-later' }])).toContain('GPL-3.0-or-later 0.8');
    expect(said([text, { ...fact, expression: 'GPL-3.0-or-later' }])).toContain('GPL-3.0-or-later 0.95');
    expect(said([text, { ...metadata, expression: 'GPL-2.0-or-later' }])).toContain('GPL-3.0-only 0.6');
  });

  test('two texts are a choice only where a statement says so', () => {
    const texts = [file, { ...file, expression: 'Apache-2.0', source: 'LICENSE-APACHE' }];
    expect(said(texts)).toContain('no-assertion: The licence texts MIT and Apache-2.0 lie side by side');
    expect(said([...texts, { ...metadata, expression: 'MIT OR Apache-2.0' }])).toContain(
      'MIT OR Apache-2.0 0.8',
    );
    expect(said([...texts, { ...metadata, expression: 'MIT' }])).toContain('no-assertion');
  });

  test('a statement that names more than the texts found stands above them', () => {
    const both = { ...metadata, expression: 'MIT AND CC-BY-4.0' };
    expect(said([file, both])).toContain('CC-BY-4.0 0.8');
    expect(said([file, { ...metadata, expression: 'MIT OR CC-BY-4.0' }])).toContain('MIT 0.6');
    expect(said([{ ...file, expression: 'ISC' }, both])).toContain('ISC 0.6');
    const several = [file, { ...file, expression: 'Apache-2.0' }];
    const choice = { ...metadata, expression: 'BSD-2-Clause OR MIT OR Apache-2.0' };
    expect(said([...several, choice])).toContain('BSD-2-Clause OR MIT OR Apache-2.0 0.8');
  });

  test('a fact that was read may know of parts whose texts nobody recognised', () => {
    const both = { ...fact, expression: 'MIT AND BSD-3-Clause' };
    expect(said([file, both])).toContain('MIT AND BSD-3-Clause 0.95');
    expect(said([file, { ...both, verified: false }])).toContain('MIT 0.6');
    expect(said([file, both, { ...fact, versions: '<1.0.0' }])).toContain('MIT 0.6');
  });

  test('the text of the GPL beside that of the LGPL, which refers to it, needs a statement', () => {
    const texts = ['GPL-3.0-only', 'LGPL-3.0-only'].map((expression) => ({ ...file, expression }));
    expect(said([...texts, { ...metadata, expression: 'LGPL-3.0-or-later' }])).toContain(
      'LGPL-3.0-or-later 0.8',
    );
    expect(said([...texts, { ...metadata, expression: 'GPL-3.0-or-later' }])).toContain('no-assertion');
    expect(said(texts)).toContain('no-assertion');
  });

  test('the license of the application does not conclude that of the chart', () => {
    const application: LicenseEvidence = { ...fact, covers: 'application', expression: 'SSPL-1.0' };
    const { concluded, observed } = conclude([application, file], { gap: null });
    expect(concluded).toMatchObject({ is: 'expression', expression: 'MIT', covers: 'artifact' });
    expect(observed).toContain(application);
    expect(said([application])).toContain('SSPL-1.0');
  });
});

test('observed evidence stands in the order of its trust, hints last whatever else they say', () => {
  const header: LicenseEvidence = { ...metadata, method: 'spdx-header' };
  const registry: LicenseEvidence = { ...metadata, method: 'registry', acknowledgement: 'observed' };
  const statement: LicenseEvidence = { ...fact, verified: false };
  const curation: LicenseEvidence = { ...hint, method: 'curation', confidence: 0.8 };
  const order = [
    curation,
    file,
    header,
    fact,
    metadata,
    statement,
    registry,
    { ...hint, verified: true, confidence: 1 },
  ];
  expect(conclude(order.toReversed(), { gap: null }).observed).toEqual(order);
  expect(order.map(trustOf)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
});
