import {
  choicesOf,
  type Expression,
  evaluateExpression,
  type LicenseAsk,
  type LicenseLeaf,
  type LicenseVerdict,
  leavesOf,
  licenseClasses,
  onceForEach,
  parseExpression,
  printExpression,
  printLeaf,
  type RangeVerdict,
  type ReportComponent,
  type Verdict,
} from '@fineprint/core';
import { type ApplyingEntry, type Asked, applying, closeness, type Deciding, decide } from './decide.ts';
import { type LicenseList, type ListedLicense, licenseLists, sortedText } from './entry.ts';

/** The class of a licence by its id, with its exception where that has a class of its own; `null` where nobody knows it. */
export type ClassOf = (id: string) => string | null;

/** What is known of licences beside what the policy says. */
export interface LicenseKnowledge {
  readonly classOf: ClassOf;
  /** What a licence asks, or `null` where nobody has read its terms. */
  termsOf?(leaf: LicenseLeaf): readonly LicenseAsk[] | null;
}

/** What judging needs to know beside the lists. */
export interface JudgeMeans extends LicenseKnowledge {
  /** Whether a component can have no version but those of a range. */
  admitsOnly(component: ReportComponent, versions: string): boolean;
}

/** Says what the lists of a policy make of a component's concluded licence, given its kind and its use. */
export function judge(
  listed: readonly ListedLicense[],
  means: JudgeMeans,
  component: ReportComponent,
): LicenseVerdict {
  const entries = applying(listed, component, means);
  const { concluded, ranges } = component.license;
  if (concluded.is !== 'no-assertion') return judgeText(entries, means, concluded.expression ?? 'NONE');
  const unknown: LicenseVerdict = {
    is: 'unknown',
    effective: null,
    class: null,
    leaves: [],
    because: concluded.because,
  };
  if (ranges.length === 0) return unknown;
  const judged = ranges.map(({ versions, expression }): RangeVerdict => {
    const { is, because } = judgeText(entries, means, expression);
    return { versions, expression, is, because };
  });
  return { ...unknown, ranges: judged };
}

function judgeText(entries: readonly ApplyingEntry[], known: LicenseKnowledge, text: string): LicenseVerdict {
  const parsed = parseExpression(text);
  if (parsed.is === 'none') {
    const entry = decide(entries, { is: 'none' })?.entry ?? null;
    const because = entry === null ? 'No entry of "licenses" names "NONE".' : naming(entry);
    return { is: verdictOf(entry), effective: null, class: null, leaves: ['NONE'], because };
  }
  if (parsed.is !== 'expression') {
    // A stored report says what whoever wrote it says.
    const because = `What stands for its licence is no SPDX expression: ${JSON.stringify(text)}.`;
    return { is: 'unknown', effective: null, class: null, leaves: [], because };
  }
  return judgeExpression(entries, known, parsed.expression);
}

function judgeExpression(
  entries: readonly ApplyingEntry[],
  known: LicenseKnowledge,
  expression: Expression,
): LicenseVerdict {
  const ask = (leaf: LicenseLeaf): Asked & { is: 'license' } => ({
    is: 'license',
    leaf,
    class: known.classOf(printLeaf(leaf)) ?? known.classOf(leaf.id),
  });
  const decided = onceForEach((leaf: LicenseLeaf) =>
    decideLicense(leaf, (each) => decide(entries, ask(each))),
  );
  const { effective, leaves, verdict } = evaluateExpression(expression, (leaf) => said(decided(leaf)));
  const whole = decide(entries, { is: 'whole', expression: sortedText(expression) })?.entry;
  const deciding = leaves.filter((judged) => judged.verdict === verdict).map(({ leaf }) => leaf);
  const texts = {
    effective: printExpression(effective),
    class: strictestClass(leaves.map(({ leaf }) => ask(leaf).class)),
    ...termsIn(expression, known),
  };
  if (whole !== undefined) {
    return {
      is: verdictOf(whole),
      ...texts,
      leaves: leaves.map(({ leaf }) => printLeaf(leaf)),
      because: naming(whole),
    };
  }
  const reasons = deciding.map((leaf) => reasonFor(leaf, decided(leaf), ask(leaf).class));
  return {
    is: verdicts[verdict],
    ...texts,
    leaves: deciding.map(printLeaf),
    because: [...new Set(reasons)].join(' '),
  };
}

function termsIn(expression: Expression, { termsOf }: LicenseKnowledge): Pick<LicenseVerdict, 'terms'> {
  if (termsOf === undefined) return {};
  const leaves = new Map(leavesOf(expression).map((leaf) => [printLeaf(leaf), leaf]));
  return { terms: [...leaves].map(([license, leaf]) => ({ license, asks: termsOf(leaf) })) };
}

/** Of a licence that an entry names, that entry decides; of "or later" else the best of the versions that one may choose. */
function decideLicense(
  leaf: LicenseLeaf,
  decideOne: (leaf: LicenseLeaf) => Deciding | null,
): ListedLicense | null {
  const named = decideOne(leaf);
  if (named !== null && named.closeness >= closeness.id) return named.entry;
  const [first = null, ...others] = choicesOf(leaf).map((choice) => decideOne(choice)?.entry ?? null);
  return others.reduce((best, next) => (isBetter(said(next), said(best)) ? next : best), first);
}

function isBetter(one: LicenseList, other: LicenseList): boolean {
  return licenseLists.indexOf(one) > licenseLists.indexOf(other);
}

const verdicts: Readonly<Record<Verdict, LicenseVerdict['is']>> = {
  allow: 'allowed',
  review: 'review',
  deny: 'denied',
  unknown: 'unknown',
};

/** What no entry names needs review: neither silence nor a list of everything can decide it. */
function said(entry: ListedLicense | null): LicenseList {
  return entry?.list ?? 'review';
}

function verdictOf(entry: ListedLicense | null): LicenseVerdict['is'] {
  return verdicts[said(entry)];
}

function reasonFor(leaf: LicenseLeaf, entry: ListedLicense | null, known: string | null): string {
  const text = printLeaf(leaf);
  if (entry === null) {
    return known === null
      ? `No entry of "licenses" names ${text}, whose class is not known.`
      : `No entry of "licenses" names ${text} or its class, ${known}, for this use.`;
  }
  return entry.target.is === 'class' ? `${naming(entry)}, the class of ${text}.` : naming(entry, text);
}

function naming(
  { list, written, usage, kinds, components, versions, target }: ListedLicense,
  leaf = written,
): string {
  const uses = usage === null ? '' : ` for ${usage.join(', ')}`;
  const ofKinds = kinds === null ? '' : ` of ${kinds.join(', ')}`;
  const of =
    components === null ? '' : ` of ${components.join(', ')}${versions === null ? '' : ` ${versions}`}`;
  const covering = leaf === written ? '' : `, which covers ${leaf}`;
  return `"licenses.${list}" names ${written}${uses}${ofKinds}${of}${covering}${target.is === 'class' ? '' : '.'}`;
}

/** The class that asks most of those who use it; what has no class asks nobody knows what. */
function strictestClass(classes: readonly (string | null)[]): string | null {
  const order: readonly string[] = licenseClasses;
  const [first = null, ...rest] = classes;
  return rest.reduce<string | null>((strictest, next) => {
    if (strictest === null || next === null) return null;
    return order.indexOf(next) > order.indexOf(strictest) ? next : strictest;
  }, first);
}
