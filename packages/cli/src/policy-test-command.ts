import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeFrame, printable, withoutCommands } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';
import { admitsOnly, type Licenses } from '@fineprint/licenses';
import {
  type ActualFinding,
  bindPolicy,
  type CaseOutcome,
  type ExpectedFinding,
  isPassed,
  readPolicyTests,
  runPolicyTests,
} from '@fineprint/policy';
import { type Paint, paint } from '@fineprint/report';
import { bindMeans, extendedSources, extendingFor } from './bound-policy.ts';
import { type ColorChoice, usesColor } from './color.ts';
import { exitCodes } from './exit-code.ts';
import { known } from './known-licenses.ts';
import { refuseMissing } from './missing-path.ts';
import { type PolicyText, readPolicy } from './policies.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `policy test`, as commander hands them over. */
export interface PolicyTestOptions {
  readonly online?: boolean;
  readonly color: ColorChoice;
}

/** Runs policy tests and prints each case; answers 1 where one fails. */
export async function policyTestCommand(
  paths: readonly string[],
  options: PolicyTestOptions,
  process: Surroundings,
): Promise<number> {
  const files = (paths.length > 0 ? paths : ['.']).flatMap(testFiles);
  const ink = paint(usesColor(options.color, process.stdout, process.env));
  const print = (line: string) => process.stdout.write(`${withoutCommands(line)}\n`);
  const count = { passed: 0, failed: 0 };
  for (const file of new Set(files)) {
    print(ink.bold(printable(file)));
    const { text, outcomes } = await runFile(file, known, process.env, options.online ?? false);
    for (const outcome of outcomes) {
      count[isPassed(outcome) ? 'passed' : 'failed'] += 1;
      for (const line of caseLines(outcome, text, ink)) print(line);
    }
  }
  const failed = count.failed === 0 ? '' : `, ${count.failed} failed`;
  print(`${count.passed} of ${count.passed + count.failed} cases passed${failed}.`);
  return count.failed === 0 ? exitCodes.clean : exitCodes.findings;
}

const testName = /\.test\.ya?ml$/;

/** The test files that a path names: itself, those of a directory, and those of its directory `policies`. */
function testFiles(path: string): readonly string[] {
  refuseMissing(path);
  if (!statSync(path).isDirectory()) return [path];
  const found = [path, join(path, 'policies')].filter((directory) => existsSync(directory)).flatMap(testsIn);
  if (found.length === 0)
    throw new UsageError(
      `"${path}" holds no policy tests: they are called "fineprint.test.yaml", or "<name>.test.yaml" beside the policy.`,
    );
  return found;
}

function testsIn(directory: string): readonly string[] {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && testName.test(entry.name))
    .map(({ name }) => name);
  return names.sort().map((name) => join(directory, name));
}

async function runFile(
  file: string,
  known: Licenses,
  env: Surroundings['env'],
  isOnline: boolean,
): Promise<{ readonly text: string; readonly outcomes: readonly CaseOutcome[] }> {
  const source = readPolicy(file, file);
  const tests = readPolicyTests(
    source,
    kinds.map(({ id }) => id),
  );
  const policy = policyOf(file, tests.policy);
  const base = await extendedSources([policy], dirname(file), extendingFor(dirname(file), env, isOnline));
  const outcomes = await runPolicyTests(tests, {
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    admitsOnly,
    async bind(override) {
      const text = override === null ? null : JSON.stringify(override);
      const sources = text === null ? base : [...base, { name: 'case', path: `${file}.json`, text }];
      return bindPolicy(sources, await bindMeans(sources, known));
    },
  });
  return { text: source.text, outcomes };
}

/** The policy that a test names, or the one beside it that has its name. */
function policyOf(file: string, named: string | null): PolicyText {
  const directory = dirname(file);
  const candidates = ['.yaml', '.yml', '.json'].map((ending) => file.replace(testName, ending));
  const path =
    named === null ? candidates.find((candidate) => existsSync(candidate)) : join(directory, named);
  if (path === undefined || !existsSync(path))
    throw new UsageError(`The policy of "${file}" is not there: "${named ?? candidates[0]}".`);
  return readPolicy(path, path);
}

function* caseLines(outcome: CaseOutcome, text: string, ink: Paint): Iterable<string> {
  const { name, location, missing, unexpected, problems } = outcome;
  const shown = printable(name);
  if (isPassed(outcome)) {
    yield `  ${ink.green('ok')}    ${shown}`;
    return;
  }
  yield `  ${ink.red('fail')}  ${shown}`;
  for (const expected of missing)
    yield `        ${ink.red(`- ${expectedText(expected)}`)}  expected, and not found`;
  for (const finding of unexpected) {
    yield `        ${ink.green(`+ ${actualText(finding)}`)}  found, and not expected`;
    yield `          ${printable(finding.message)}`;
  }
  for (const problem of problems) yield `        ! ${printable(problem)}`;
  yield `        at ${printable(`${location.path}:${location.line}:${location.column}`)}`;
  for (const line of codeFrame(text, location).trimEnd().split('\n')) yield `       ${line}`;
}

function expectedText({ rule, level, component, waiver, state }: ExpectedFinding): string {
  const parts = [
    level ?? 'any level',
    rule,
    component ?? 'any component',
    waiver && `waived by ${waiver}`,
    state,
  ];
  return printable(parts.filter((part) => part !== undefined).join(' '));
}

function actualText({ rule, level, key, waiver, state }: ActualFinding): string {
  const parts = [level, rule, key, waiver && `waived by ${waiver.id}`, state];
  return printable(parts.filter((part) => part !== null).join(' '));
}
