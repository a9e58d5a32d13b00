import { type Expression, type LicenseLeaf, leavesOf, printExpression, printLeaf } from '@fineprint/core';
import {
  describeLicense,
  type LicenseObligations,
  type Licenses,
  obligationsOf,
  occasions,
} from '@fineprint/licenses';
import { fold, hang, type Paint, shownLines } from '@fineprint/report';

/** How an explanation is to look. */
export interface ExplanationLook {
  readonly ink: Paint;
  readonly width: number;
}

/** Explains an expression licence by licence: class with its source, what it asks in which usage, where its text is. */
export function* licenseLines(
  expression: Expression,
  known: Licenses,
  withText: boolean,
  look: ExplanationLook,
): Iterable<string> {
  const { ink } = look;
  if (expression.is !== 'license') {
    yield ink.bold(printExpression(expression));
    yield expression.is === 'or' ? '  Whoever uses it chooses one of these.' : '  All of these hold.';
    yield '';
  }
  const leaves = new Map(leavesOf(expression).map((leaf) => [printLeaf(leaf), leaf]));
  for (const leaf of leaves.values()) {
    yield* leafLines(leaf, known, withText, look);
    yield '';
  }
  yield ink.dim(fold(inShort, look.width, ''));
}

const inShort = 'What a licence asks is told in short and stands in its text. This is no legal advice.';

function* leafLines(
  leaf: LicenseLeaf,
  known: Licenses,
  withText: boolean,
  look: ExplanationLook,
): Iterable<string> {
  const { ink } = look;
  const described = describeLicense(known, leaf.id);
  const name = described === null || described.name === leaf.id ? '' : `  ${described.name}`;
  yield `${ink.bold(printLeaf(leaf))}${name}`;
  yield `  ${ink.dim('class')}  ${classText(leaf, known)}`;
  yield* whereLines(leaf.id, described, look);
  if (leaf.plus) yield '  Later versions of it may be chosen too.';
  if (leaf.exception !== null) yield* exceptionLines(leaf.exception, known, withText, look);
  for (const asked of obligationsOf(known.obligations(), leaf, null)) yield* obligationLines(asked, look);
  if (withText && described?.text) yield* ['', ...shownLines(described.text)];
}

/** Explains an exception: its name, and where its text is. */
export function* exceptionLines(
  id: string,
  known: Licenses,
  withText: boolean,
  look: ExplanationLook,
): Iterable<string> {
  const described = describeLicense(known, id);
  yield `  ${look.ink.bold(id)}  ${described?.name ?? ''}: an exception, which allows more than the licence itself`;
  yield* whereLines(id, described, look);
  if (withText && described?.text) yield* ['', ...shownLines(described.text), ''];
}

/** The class of a licence and who says so. */
export function classText({ id }: LicenseLeaf, known: Licenses): string {
  const classified = known.classes().byId.get(id);
  if (classified === undefined) return 'not known';
  const { class: name, source, judgement } = classified;
  return `${name}, ${judgement ? 'a judgement of this project' : `says ${source}`}`;
}

function* whereLines(
  id: string,
  described: ReturnType<typeof describeLicense>,
  { ink }: ExplanationLook,
): Iterable<string> {
  const text = described?.text
    ? `shipped with this program: "fineprint explain ${id} --text"`
    : 'not shipped with this program';
  yield `  ${ink.dim('text')}   ${text}`;
  if (described?.url) yield `  ${ink.dim('url')}    ${described.url}`;
}

/** What one licence asks, by occasion, each with its source; all lines begin at a column or after it. */
export function* obligationLines(
  asked: LicenseObligations,
  { ink, width }: ExplanationLook,
  column = 2,
): Iterable<string> {
  const margin = ' '.repeat(column);
  if (asked.is === 'unstated') {
    yield `${margin}${ink.yellow('unstated')}  ${hang(asked.because, width, column + 10)}`;
    return;
  }
  if (asked.obligations.length === 0) yield `${margin}It asks nothing.`;
  for (const [occasion, group] of Map.groupBy(asked.obligations, (one) => one.occasion)) {
    const { when, usages } = occasions[occasion];
    const of = `(${usages.join(', ')})`;
    const start = column + when.length + 2 + of.length <= width ? '  ' : `\n${margin}  `;
    yield `${margin}${ink.cyan(hang(when, width, column + 2))}${start}${ink.dim(hang(of, width, column + 2))}`;
    for (const { says, source } of group) {
      yield `${margin}  ${hang(says, width, column + 2)}`;
      yield `${margin}    ${ink.dim(hang(source, width, column + 4))}`;
    }
  }
}
