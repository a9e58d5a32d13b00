import { describe, expect, test } from 'vitest';
import type { Sketch } from '../component.testkit.ts';
import { failure, findings, ruleText } from './custom-rules.testkit.ts';

async function fires(when: string, sketch: Sketch = {}): Promise<boolean> {
  const { found, problems } = await findings(ruleText(JSON.stringify(when)), [sketch]);
  expect(problems).toEqual([]);
  return found.length === 1;
}

describe('a condition sees the component', () => {
  const action: Sketch = {
    name: 'acme/widget',
    tag: 'v1.2',
    pin: 'tag',
    license: 'MIT OR GPL-3.0-only',
    usage: 'ci',
  };
  test.each([
    ['component.kind == "github-action"', true],
    ['component.name.startsWith("acme/") && component.usage in ["ci", "build"]', true],
    ['component.version == ""', true],
    ['component.license.expression == "MIT OR GPL-3.0-only"', true],
    ['component.license.effective == "MIT" && component.license.class == "permissive"', true],
    ['component.license.is == "no-assertion"', false],
    ['licenseAllows(component.license.expression, ["MIT"])', true],
    ['licenseAllows(component.license.expression, ["permissive"])', true],
    ['licenseAllows(component.license.expression, ["ISC"])', false],
    ['licenseRequires(component.license.expression, ["strong-copyleft"])', false],
    ['licenseRequires("MIT AND GPL-3.0-only", ["strong-copyleft"])', true],
    ['licenseAllows("", ["MIT"]) || licenseRequires("NONE", ["MIT"])', false],
    ['versionMatches("1.4.0", ">=1.2 <2")', true],
    ['versionMatches("latest", ">=0")', false],
    ['keyMatches(component.key, "github-action:acme/*")', true],
    ['component.occurrences.exists(o, pathMatches(o.path, "**/*.tf"))', true],
    ['component.occurrences.all(o, o.line > 0 && !o.isLocked)', true],
    ['pinAtLeast(component.pin, "tag")', true],
    ['pinAtLeast(component.pin, "commit")', false],
    ['component.name.matches("^acme/(widget|gadget)$")', true],
    ['size(component.occurrences) + 1 > 2', false],
    ['has(component.version) ? false : true', false],
  ])('%s', async (when, expected) => {
    expect(await fires(when, action)).toBe(expected);
  });
});

test('its finding has level, key and place, and sentences with what stands in braces', async () => {
  const { found } = await findings(ruleText('\'!component.name.startsWith("acme/")\''), [
    { name: 'other/x' },
    {},
  ]);
  expect(found).toMatchObject([
    {
      rule: 'ours',
      level: 'error',
      message: 'other/x is not ours.',
      remedy: 'Take another one.',
      ref: 'github-action:other/x@',
    },
  ]);
});

test('a rule about occurrences reports each place', async () => {
  const text = ruleText('occurrence.pin == "tag"', '    subject: occurrence\n');
  const { found } = await findings(text, [{ pin: 'tag', tag: 'v1' }]);
  expect(found).toHaveLength(1);
  expect(await failure(ruleText('occurrence.pin == "tag"'))).toContain('Unknown variable: occurrence');
});

test('it takes a level or "off" and waivers as other rules do', async () => {
  const waiver = `waivers:
  - { id: w, rule: ours, component: "github-action:*", reason: Known., expires: 2027-01-01 }
`;
  const { found } = await findings(ruleText('true', waiver), [{}]);
  expect(found).toMatchObject([{ waiver: { id: 'w' } }]);
  expect((await findings(ruleText('true', 'rules: { ours: note }\n'), [{}])).found).toMatchObject([
    { level: 'note' },
  ]);
  expect((await findings(ruleText('true', 'rules: { ours: off }\n'), [{}])).found).toEqual([]);
  expect(await failure(ruleText('true', 'rules: { our: off }\n'))).toContain('Did you mean "ours"?');
});

test('what reads the licence is another finding under another licence, and what does not is the same', async () => {
  const prints = async (when: string) => {
    const all = ['MIT', 'ISC'].map(
      async (license) => (await findings(ruleText(when), [{ license }])).found[0]?.fingerprint,
    );
    return new Set(await Promise.all(all)).size;
  };
  expect(await prints('component.license.is != ""')).toBe(2);
  expect(await prints('component.kind != ""')).toBe(1);
});

describe('a mistake is shown in its place', () => {
  test('in a quoted text', async () => {
    expect(
      await failure(ruleText('\'component.nme == "x"\'')),
    ).toBe(`fineprint.yaml:5:22: No such key: nme. Did you mean "name"? Fields: key, purl, kind, name, subpath, source, supplier, version, digest, commit, requested, pin, usage, scope, hashes, license, occurrences.
   |
 5 |     when: 'component.nme == "x"'
   |                      ^^^`);
  });

  test('behind escapes', async () => {
    expect(await failure(ruleText('"\\"a\\" == component.nme"'))).toContain('fineprint.yaml:5:31: ');
  });

  test('in a folded text, on its line', async () => {
    const folded = '>-\n      component.kind == "tool" &&\n      component.license.clas == "permissive"';
    expect(await failure(ruleText(folded))).toContain(
      'fineprint.yaml:7:25: No such key: clas. Did you mean "class"?',
    );
  });

  test('in a literal block', async () => {
    const literal = '|\n      component.kind == "tool"\n      && component.version =';
    expect(await failure(ruleText(literal))).toMatch(/^fineprint\.yaml:7:\d+: /);
  });

  test.each([
    ['component.name', '5:11', 'true or false, and this is a string'],
    ['component.version == null', '5:11', 'There is no null'],
    ['name == "x"', '5:11', 'Unknown variable: name'],
    ['component.name.matchs("x")', '5:11', 'Did you mean "matches"?'],
    ['licenseAlows("MIT", ["MIT"])', '5:11', 'Did you mean "licenseAllows"?'],
    ['licenseAllows("MIT", ["MITT"])', '5:11', 'MITT'],
    ['licenseAllows("MIT", component.hashes)', '5:11', 'stands there as a text or a list'],
    ['versionMatches(component.version, ">> 1")', '5:11', 'Versions are written'],
    ['pinAtLeast(component.pin, "sha")', '5:11', 'A pin is one of digest'],
    ['pathMatches("a", "[")', '5:11', 'The glob cannot be used'],
    ['component.name.matches("(a+)+\\\\1")', '5:11', 'has no meaning here'],
    ['component.name.matches(component.kind)', '5:11', 'stands there as a text'],
    ['timestamp("2026-01-01T00:00:00Z") == timestamp(0)', '5:11', 'There is no "timestamp" here'],
    ['cel.bind(x, true, x)', '5:11', 'There is no "bind" here'],
    ['{"a": 1}.a == 1', '5:11', 'no maps'],
    ['component.', '5:21', ''],
    ['', '5:10', ''],
  ])('%s', async (when, place, sentence) => {
    const message = await failure(ruleText(when === '' ? '' : `'${when}'`).replace(/:11'/, ':11'));
    const [line, column] = place.split(':').map(Number);
    const quoted = when === '' ? 0 : 1;
    expect(message).toContain(`fineprint.yaml:${line}:${(column ?? 0) + quoted}: `);
    expect(message).toContain(sentence);
  });

  test.each([
    ['{component.nam} is bad.', '6:26', 'Did you mean "name"?'],
    ['{component.license} is bad.', '6:16', 'a text or a number'],
    ['{component.name is bad.', '6:15', 'stands alone'],
    ['a } is bad.', '6:17', 'stands alone'],
    [' ', '6:15', '"message" is empty'],
  ])('in a message: %s', async (written, place, sentence) => {
    const message = await failure(ruleText('"true"').replace('{component.name} is not ours.', written));
    expect(message).toContain(`fineprint.yaml:${place}: `);
    expect(message).toContain(sentence);
  });

  test.each([
    ['ours:', 'license-unknown:', 'is a rule of Fineprint'],
    ['ours:', 'Ours_1:', 'is no id of a rule'],
    ['level: error', 'level: fatal', 'must be one of "error", "warning", "note"'],
    ['    remedy: Take another one.\n', '', 'The key "remedy" is missing'],
    ['remedy:', 'remdy:', 'Did you mean "remedy"?'],
  ])('%s → %s', async (from, to, sentence) => {
    expect(await failure(ruleText('"true"').replace(from, to))).toContain(sentence);
  });
});
