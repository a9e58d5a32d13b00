import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { listedTexts } from '../../packages/licenses/compile-texts.ts';
import {
  evidenceFromField,
  isLicenseFile,
  licenseOfText,
  readTexts,
} from '../../packages/licenses/src/index.ts';
import { altered, faithful, type Variant } from './license-variants.ts';
import { filesUnder, otherTexts } from './other-texts.ts';

// npm run bench -- licenses: how well and how fast license texts are recognised.

const project = resolve(import.meta.dirname, '..', '..');
const data = (name: string) => join(project, 'packages/licenses/data', name);
const readData = (name: string) => readFileSync(data(name), 'utf8');

const start = performance.now();
const before = process.cpuUsage();
const texts = readTexts(readData('texts.json'), () => readData('references.json'));
const references = texts.references();
const loadMs = performance.now() - start;
const { user: loadCpu } = process.cpuUsage(before);
// Deprecated ids repeat other texts, or are those of an exception alone.
const ids: ReadonlySet<string> = new Set(current);
const listed = listedTexts().filter(({ id }) => ids.has(id));
const variant =
  /\+$|-only$|-or-later$|-(?:no-)?(?:invariants|RFN)(?:-only|-or-later)?$|-no-copyleft-exception$/;
// Texts that are the same on the list, or differ in what is no part of a license.
const twins: readonly (readonly string[])[] = [
  ['CAL-1.0', 'CAL-1.0-Combined-Work-Exception'],
  ['SMLNJ', 'StandardML-NJ'],
  ['zlib-acknowledgement', 'Nunit'],
];

say(
  `Data: texts.json ${kB('texts.json')}, references.json ${kB('references.json')}, ${references?.all.length} reference texts, read and indexed in ${loadMs.toFixed(0)} ms, ${(loadCpu / 1_000).toFixed(0)} ms of them on the processor (first time in its process)\n`,
);
say(
  '| the texts of the SPDX list | texts | right | unknown | wrong | right % |\n| --- | --- | --- | --- | --- | --- |',
);
for (const variant of faithful) faithfulRow(variant);
say(
  '\n| made into something else | texts | unknown | another id | the same id |\n| --- | --- | --- | --- | --- |',
);
for (const variant of altered) alteredRow(variant);
otherTable();
realFiles();
speed();

function faithfulRow({ name, of }: Variant): void {
  const wrong: string[] = [];
  let right = 0;
  for (const { id, text } of listed) {
    const said = expressionOf(of(text));
    if (said === null) continue;
    if (isSameText(id, said)) right += 1;
    else wrong.push(`${id} as ${said}`);
  }
  const unknown = listed.length - right - wrong.length;
  const percent = ((right / listed.length) * 100).toFixed(1);
  say(
    `| ${name} | ${listed.length} | ${right} | ${unknown} | ${[wrong.length, ...wrong].join('; ')} | ${percent} |`,
  );
}

function alteredRow({ name, of }: Variant): void {
  const answers = listed.flatMap(({ id, text }) => {
    const changed = of(text);
    return changed === text ? [] : [{ id, said: expressionOf(changed) }];
  });
  const unknown = answers.filter(({ said }) => said === null).length;
  const same = answers.filter(({ id, said }) => said !== null && isSameText(id, said)).map(({ id }) => id);
  const other = answers.length - unknown - same.length;
  say(`| ${name} | ${answers.length} | ${unknown} | ${other} | ${[same.length, ...same].join('; ')} |`);
}

function otherTable(): void {
  const others = otherTexts(
    join(project, 'node_modules'),
    listed.map(({ text }) => text),
  );
  say('\n| texts that are no licence | texts | answered |\n| --- | --- | --- |');
  for (const [kind, group] of Map.groupBy(others, (one) => one.kind)) {
    const answered = group.flatMap(({ name, text }) => {
      const said = expressionOf(text);
      return said === null ? [] : [`${name} as ${said}`];
    });
    say(`| ${kind} | ${group.length} | ${[answered.length, ...answered].join('; ')} |`);
  }
}

/** License files of installed packages against what their package.json says. */
function realFiles(): void {
  const files = filesUnder(join(project, 'node_modules'), 3).filter((path) => isLicenseFile(basename(path)));
  const differ: string[] = [];
  let agree = 0;
  let unknown = 0;
  for (const path of files) {
    const declared = declaredBeside(path);
    if (declared === null) continue;
    const said = expressionOf(readFileSync(path, 'utf8'));
    if (said === null) unknown += 1;
    else if (said === declared) agree += 1;
    else differ.push(`${path.slice(project.length + 14)}: ${said}, declared ${declared}`);
  }
  say(
    `\nLicense files of installed packages: ${agree} as their package.json says, ${unknown} unknown, ${differ.length} otherwise${differ.length > 0 ? ` (${differ.join('; ')})` : ''}`,
  );
}

function declaredBeside(path: string): string | null {
  try {
    const { license }: { license?: unknown } = JSON.parse(
      readFileSync(join(dirname(path), 'package.json'), 'utf8'),
    );
    const read = typeof license === 'string' ? evidenceFromField('package.json', license) : null;
    return read === null || 'is' in read ? null : read.expression;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Error(`${path} has no readable package.json beside it.`, { cause });
  }
}

function speed(): void {
  // A word in front keeps the texts from being known by their hash.
  const unknownToHash = listed.map(({ text }) => `Ahoy.\n\n${text}`);
  const rows = [
    ['whole texts, by hash', listed.map(({ text }) => text)],
    ['compared word by word', unknownToHash],
  ] as const;
  say('');
  for (const [name, all] of rows) {
    const begun = process.cpuUsage();
    for (const text of all) licenseOfText(texts, text);
    const { user, system } = process.cpuUsage(begun);
    say(
      `Speed, ${name}: ${Math.round(all.length / ((user + system) / 1e6))} texts a second of processor time`,
    );
  }
}

function expressionOf(text: string): string | null {
  const answer = licenseOfText(texts, text);
  return 'unknown' in answer ? null : answer.expression;
}

/** Ids that one text stands for: the GNU ids with and without "or later", variants that a text does not tell apart. */
function isSameText(one: string, other: string): boolean {
  const bare = (id: string) => id.replace(variant, '').replace(variant, '');
  return bare(one) === bare(other) || twins.some((pair) => pair.includes(one) && pair.includes(other));
}

function kB(name: string): string {
  return `${Math.round(statSync(data(name)).size / 1_000)} kB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
