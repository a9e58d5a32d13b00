import { existsSync } from 'node:fs';
import {
  evaluateExpression,
  parseExpression,
  printable,
  printExpression,
  type Report,
  type ReportComponent,
  rangeInWords,
  versionsInWords,
} from '@fineprint/core';
import { classOf, loadLicenses } from '@fineprint/licenses';
import { rules } from '@fineprint/policy';
import { readData } from './data.ts';
import { exitCodes } from './exit-code.ts';
import { runScan } from './run-scan.ts';
import type { Surroundings } from './surroundings.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** Explains a rule by its documentation, a licence by its class, or a component by scanning the repository that holds it. */
export async function explainCommand(
  subject: string,
  path: string,
  { stdout, env }: Surroundings,
): Promise<number> {
  if (rules.some(({ id }) => id === subject)) {
    stdout.write(readData(`rules/${subject}.md`));
    return exitCodes.clean;
  }
  const license = licenseText(subject);
  if (license !== null) {
    stdout.write(license);
    return exitCodes.clean;
  }
  if (!existsSync(path)) throw new UsageError(`There is no file or directory "${path}".`);
  const { report } = await runScan(path, { policies: [], exclude: [], only: [], cache: null, env });
  const found = report.components.filter((component) => isNamed(component, subject));
  if (found.length === 0) {
    const names = [
      ...rules.map(({ id }) => id),
      ...report.components.flatMap(({ key, name }) => [key, name]),
    ];
    throw new UsageError(
      `"${subject}" is no rule, no SPDX expression, and no component of "${path}".${didYouMean(subject, names)}`,
    );
  }
  for (const component of found)
    for (const line of componentLines(component, report)) stdout.write(`${line}\n`);
  return exitCodes.clean;
}

function isNamed({ key, ref, name, purl }: ReportComponent, subject: string): boolean {
  return [key, ref, name, purl].includes(subject);
}

function licenseText(subject: string): string | null {
  const parsed = parseExpression(subject);
  if (parsed.is !== 'expression') return null;
  const classes = loadLicenses(readData).classes();
  const lines: string[] = [];
  // Every leaf is asked for its class; the verdict itself is the policy's business.
  evaluateExpression(parsed.expression, (leaf) => {
    const id = printExpression(leaf);
    lines.push(`  ${id}  ${classOf(classes, id) ?? 'no class is known'}\n`);
    return 'allow';
  });
  return `${printExpression(parsed.expression)}\n${[...new Set(lines)].join('')}`;
}

function* componentLines(component: ReportComponent, { findings, units }: Report): Iterable<string> {
  const { ref, name, kind, purl, version, requested, pin, usage, license, occurrences } = component;
  const { concluded } = license;
  yield printable(ref);
  yield `  ${kind} ${printable(name)}${version ? ` ${version}` : ''}${requested && requested !== version ? `, asked for as "${printable(requested)}"` : ''}`;
  if (purl) yield `  ${purl}`;
  yield `  pinned by ${pin ?? 'nothing that could be read'}; ${usage}`;
  yield `  licence ${concluded.expression ?? (concluded.is === 'none' ? 'NONE' : 'NOASSERTION')}${license.class ? ` (${license.class})` : ''}`;
  yield `    because ${printable(concluded.because)}`;
  for (const { expression, method, source, versions, verified, text, note } of license.observed) {
    const range = versions && versions !== '*' ? ` for ${versionsInWords(versions)}` : '';
    yield `    ${expression}${range}: ${method}${verified ? ', text read' : ''}: ${printable(source)}${note ? ` (${printable(note)})` : ''}`;
    if (text !== undefined) yield `      text ${text}`;
  }
  for (const range of license.ranges) yield `    ${printable(rangeInWords(range))}`;
  yield '  places';
  for (const { path, line, column, text, address, unit, via, claimed } of occurrences) {
    const owner = units.find(({ ref: unitRef }) => unitRef === unit);
    yield `    ${printable(path)}:${line}:${column}  ${printable(text)}  ${printable(address)}${owner ? ` in ${owner.kind} ${printable(owner.path)}` : ''}`;
    if (claimed !== null) yield `      claims ${printable(claimed)}`;
    for (const place of via) yield `      through ${printable(place.path)}:${place.line}:${place.column}`;
  }
  for (const { rule, level, message, ref: about } of findings) {
    if (about === ref) yield `  ${level} ${rule}  ${printable(message)}`;
  }
  yield '';
}
