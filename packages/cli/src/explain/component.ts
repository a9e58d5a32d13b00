import {
  parseExpression,
  printable,
  type Report,
  type ReportComponent,
  rangeInWords,
  withoutRepeats,
} from '@fineprint/core';
import { factsFor, type Licenses, obligationsOf } from '@fineprint/licenses';
import { hang } from '@fineprint/report';
import { coverageWords, evidenceLines } from './evidence.ts';
import { classText, type ExplanationLook, obligationLines } from './license.ts';
import { placeLines } from './place.ts';

/** Explains a component: what it is, the whole chain of evidence for its licence, what that asks, its findings and its places. */
export function* componentLines(
  component: ReportComponent,
  report: Report,
  known: Licenses,
  look: ExplanationLook,
): Iterable<string> {
  yield* identityLines(component, look);
  yield '';
  yield* conclusionLines(component, look);
  yield* evidenceLines(component, look);
  yield* versionLines(component, known, look);
  yield '';
  yield* askedLines(component, known, look);
  yield* findingLines(component, report, look);
  yield '';
  yield* placeLines(component, report, look);
  yield '';
}

function* identityLines(component: ReportComponent, { ink, width }: ExplanationLook): Iterable<string> {
  const { ref, name, kind, purl, version, requested, pin, usage, scope, source } = component;
  const asked = requested !== null && requested !== version ? `, asked for as "${requested}"` : '';
  yield ink.bold(printable(ref));
  const named = `${kind} ${name}${version === null ? '' : ` ${version}`}${asked}`;
  yield `  ${hang(printable(named), width, 2)}`;
  if (purl !== null) yield `  ${ink.dim('purl')}  ${printable(purl)}`;
  if (source !== null) yield `  ${ink.dim('from')}  ${printable(source)}`;
  yield `  ${ink.dim('pin')}   ${pin ?? 'nothing that could be read'}`;
  yield `  ${ink.dim('used')}  ${usage}, scope ${scope}`;
}

function* conclusionLines({ license }: ReportComponent, { ink, width }: ExplanationLook): Iterable<string> {
  const { concluded, declared, effective } = license;
  const answer = concluded.expression ?? (concluded.is === 'none' ? 'NONE' : 'NOASSERTION');
  const shown = printable(answer);
  const whole = license.class === null ? shown : `${shown}, ${license.class}`;
  yield `  ${ink.dim('licence')}   ${hang(whole, width, 12).replace(shown, () => ink.bold(shown))}`;
  yield `  ${ink.dim('because')}   ${hang(printable(concluded.because), width, 12)}`;
  if (concluded.covers !== null)
    yield `  ${ink.dim('speaks')}    ${hang(`${coverageWords[concluded.covers]}, with a confidence of ${Math.round(concluded.confidence * 100)} %`, width, 12)}`;
  if (effective !== null && effective !== concluded.expression)
    yield `  ${ink.dim('chosen')}    ${hang(`${printable(effective)}, the branch that the policy takes`, width, 12)}`;
  yield `  ${ink.dim('declared')}  ${declared === null ? 'nothing that was found' : printable(declared)}`;
}

/** Under which licences its versions stand: those that are admitted, and all that the shipped facts know. */
function* versionLines(
  { key, license: { ranges } }: ReportComponent,
  known: Licenses,
  { ink, width }: ExplanationLook,
): Iterable<string> {
  const { evidence } = factsFor(known.facts(), { key, version: null, requested: null });
  const versioned = evidence.filter(({ covers }) => covers === evidence[0]?.covers);
  const written = versioned.map(({ versions = '*', expression, method }) => ({
    versions,
    expression,
    method,
  }));
  if (ranges.length > 0) {
    const told = 'the versions that may be meant stand under different licences';
    yield `  ${ink.dim('admitted')}  ${hang(told, width, 12)}`;
    for (const range of ranges) yield `    ${hang(printable(rangeInWords(range)), width, 4)}`;
  }
  if (written.length < 2 || written.length === ranges.length) return;
  yield `  ${ink.dim('versions')}  ${hang('all that the shipped facts know of it', width, 12)}`;
  const { hints = [], read = [] } = Object.groupBy(written, ({ method }) =>
    method === 'hint' ? 'hints' : 'read',
  );
  for (const range of withoutRepeats(read)) yield `    ${hang(rangeInWords(range), width, 4)}`;
  for (const range of hints) yield `    ${hang(`${rangeInWords(range)}  (a hint)`, width, 4)}`;
}

/** What its licence asks in its usage, and what besides if it were passed on. */
function* askedLines(
  { license: { concluded, effective }, usage }: ReportComponent,
  known: Licenses,
  look: ExplanationLook,
): Iterable<string> {
  const { ink, width } = look;
  const parsed = parseExpression(effective ?? concluded.expression ?? '');
  if (concluded.is !== 'expression' || parsed.is !== 'expression') {
    yield '  Nobody can say what is asked of who uses it.';
    return;
  }
  const more = new Map(
    obligationsOf(known.obligations(), parsed.expression, null).map((one) => [one.license, one]),
  );
  for (const asked of obligationsOf(known.obligations(), parsed.expression, usage)) {
    const leaf = parseExpression(asked.license);
    const of =
      leaf.is === 'expression' && leaf.expression.is === 'license' ? classText(leaf.expression, known) : '';
    yield `  ${ink.bold(printable(asked.license))}  ${hang(of, width, asked.license.length + 4)}`;
    if (asked.is === 'stated' && asked.obligations.length === 0)
      yield `    It asks nothing of this usage (${usage}).`;
    else yield* obligationLines(asked, look, 4);
    if (asked.exception !== null)
      yield `    The exception ${asked.exception} allows more: "fineprint explain ${asked.exception}".`;
    const all = more.get(asked.license);
    const left =
      all?.is === 'stated' && asked.is === 'stated' ? all.obligations.length - asked.obligations.length : 0;
    if (left > 0)
      yield `    ${ink.dim(hang(`${left} more where it is used in other ways: "fineprint explain ${asked.license}".`, width, 4))}`;
  }
  yield `  ${ink.dim('This is no legal advice.')}`;
}

function* findingLines(
  { ref }: ReportComponent,
  { findings }: Report,
  { ink, width }: ExplanationLook,
): Iterable<string> {
  const own = findings.filter((finding) => finding.ref === ref);
  if (own.length > 0) yield '';
  // What is so at several places is said once.
  const groups = Map.groupBy(own, ({ rule, level, message, waiver }) =>
    JSON.stringify([rule, level, message, waiver]),
  );
  for (const [first, ...others] of groups.values()) {
    if (!first) continue;
    const { rule, level, message, waiver } = first;
    const waived = waiver === null ? '' : ` (waived by ${printable(waiver.id)} until ${waiver.expires})`;
    const places = others.length === 0 ? '' : ink.dim(`  at ${others.length + 1} places`);
    yield `  ${level} ${ink.bold(rule)}${waived}${places}`;
    yield `    ${hang(printable(message), width, 4)}`;
  }
}
