import {
  isListedException,
  type LicenseClass,
  licenseClasses,
  parseExpression,
  printable,
  type ReportComponent,
  withoutCommands,
} from '@fineprint/core';
import type { Licenses } from '@fineprint/licenses';
import { rules } from '@fineprint/policy';
import { paint } from '@fineprint/report';
import { appearing } from './appearance.ts';
import type { ColorChoice } from './color.ts';
import { exitCodes } from './exit-code.ts';
import { classLines } from './explain/class.ts';
import { componentLines } from './explain/component.ts';
import { customRuleLines } from './explain/custom-rule.ts';
import { type ExplanationLook, exceptionLines, licenseLines } from './explain/license.ts';
import { ruleLines } from './explain/rule.ts';
import { known } from './known-licenses.ts';
import { refuseMissing } from './missing-path.ts';
import { runScan } from './run-scan.ts';
import type { Surroundings } from './surroundings.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** The options of `explain`, as commander hands them over. */
export interface ExplainOptions {
  readonly text?: boolean;
  readonly color: ColorChoice;
}

/**
 * Explains a rule by its documentation; a licence, an exception or a class by what is known of it; or a component by
 * scanning the repository that holds it. Where a path is given, a component goes before a licence of the same name
 * (`curl`, `Ruby`).
 */
export async function explainCommand(
  subject: string,
  path: string | undefined,
  options: ExplainOptions,
  process: Surroundings,
): Promise<number> {
  const { color, width, linkTo } = appearing(options.color, process, path ?? '.')(null);
  const look = { ink: paint(color, linkTo), width };
  const isRule = rules.some(({ id }) => id === subject);
  const term = isRule ? ruleLines(subject, look) : termLines(subject, known, options.text ?? false, look);
  const lines =
    term !== null && path === undefined
      ? term
      : await foundLines({ subject, path: path ?? '.', term, env: process.env }, known, look);
  for (const line of lines) process.stdout.write(`${withoutCommands(line)}\n`);
  return exitCodes.clean;
}

/** What a term of licences means: a class, an exception, an expression. */
function termLines(
  subject: string,
  known: Licenses,
  withText: boolean,
  look: ExplanationLook,
): Iterable<string> | null {
  if (isClass(subject)) return classLines(subject, known, look);
  if (isListedException(subject)) return exceptionLines(subject, known, withText, look);
  const parsed = parseExpression(subject);
  if (parsed.is !== 'expression') return null;
  return [...parsed.notes, ...licenseLines(parsed.expression, known, withText, look)];
}

function isClass(subject: string): subject is LicenseClass {
  return licenseClasses.some((name) => name === subject);
}

/** Explains the component of that name; where there is none, the term that is meant instead. */
async function foundLines(
  asked: {
    readonly subject: string;
    readonly path: string;
    readonly term: Iterable<string> | null;
    readonly env: Surroundings['env'];
  },
  known: Licenses,
  look: ExplanationLook,
): Promise<Iterable<string>> {
  const { subject, path, term, env } = asked;
  refuseMissing(path);
  const custom = await customRuleLines(subject, asked, known, look);
  if (custom !== null) return custom;
  const { report } = await runScan(path, { policies: [], exclude: [], only: [], cache: null, env });
  const found = report.components.filter((component) => isNamed(component, subject));
  if (found.length > 0)
    return found.flatMap((component) => [...componentLines(component, report, known, look)]);
  if (term !== null) return term;
  const names = [
    ...rules.map(({ id }) => id),
    ...licenseClasses,
    ...known.classes().byId.keys(),
    ...report.components.flatMap(({ key, name }) => [key, name]),
  ];
  throw new UsageError(
    printable(
      `"${subject}" is no rule, no SPDX expression, no class of licences, and no component of "${path}".${suggestion(subject, names)}`,
    ),
  );
}

/** By its key, with or without the kind, by its ref, its name, its name and version, or its purl. */
function isNamed({ key, ref, name, version, purl }: ReportComponent, subject: string): boolean {
  const bare = key.slice(key.indexOf(':') + 1);
  return [key, bare, ref, name, `${name} ${version}`, `${name}@${version}`, purl].includes(subject);
}

/** A name that differs in a few letters, else names that hold the last part of what was written. */
function suggestion(subject: string, names: readonly string[]): string {
  const near = didYouMean(
    subject,
    names.filter(({ length }) => length < 200),
  );
  const last = subject.slice(subject.lastIndexOf('/') + 1).toLowerCase();
  if (near !== '' || last.length < 3) return near;
  const holding = [...new Set(names.filter((name) => name.toLowerCase().includes(last)))].slice(0, 3);
  return holding.length === 0 ? '' : ` Did you mean ${holding.map((name) => `"${name}"`).join(' or ')}?`;
}
