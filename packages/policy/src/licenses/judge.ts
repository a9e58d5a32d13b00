import {
  type Expression,
  evaluateExpression,
  type LicenseLeaf,
  type LicenseVerdict,
  licenseClasses,
  parseExpression,
  printExpression,
  printLeaf,
  type ReportComponent,
  type Verdict,
} from '@fineprint/core';
import { type ApplyingEntry, type Asked, applying, decide } from './decide.ts';
import { type LicenseList, type ListedLicense, sortedText } from './entry.ts';

/** The class of a licence by its id, with its exception where that has a class of its own; `null` where nobody knows it. */
export type ClassOf = (id: string) => string | null;

/** What judging needs to know beside the lists. */
export interface JudgeMeans {
  readonly classOf: ClassOf;
  /** Whether a component can have no version but those of a range. */
  admitsOnly(component: ReportComponent, versions: string): boolean;
}

/** Says what the lists of a policy make of a component's concluded licence, given its kind and its use. */
export function judge(
  listed: readonly ListedLicense[],
  means: JudgeMeans,
  component: ReportComponent,
): LicenseVerdict {
  const { concluded } = component.license;
  if (concluded.is === 'no-assertion') {
    return { is: 'unknown', effective: null, class: null, leaves: [], because: concluded.because };
  }
  if (concluded.is === 'none') {
    const entry = decide(applying(listed, component, means), { is: 'none' });
    const because = entry === null ? 'No entry of "licenses" names "NONE".' : naming(entry);
    return { is: verdictOf(entry), effective: null, class: null, leaves: ['NONE'], because };
  }
  const parsed = parseExpression(concluded.expression ?? '');
  if (parsed.is !== 'expression') {
    throw new TypeError(`The concluded licence of ${component.ref} is no expression.`);
  }
  return judgeExpression(applying(listed, component, means), means.classOf, parsed.expression);
}

function judgeExpression(
  listed: readonly ApplyingEntry[],
  classOf: ClassOf,
  expression: Expression,
): LicenseVerdict {
  const ask = (leaf: LicenseLeaf): Asked & { is: 'license' } => ({
    is: 'license',
    leaf,
    class: classOf(printLeaf(leaf)) ?? classOf(leaf.id),
  });
  const decided = (leaf: LicenseLeaf) => decide(listed, ask(leaf));
  const { effective, leaves, verdict } = evaluateExpression(expression, (leaf) => said(decided(leaf)));
  const whole = decide(listed, { is: 'whole', expression: sortedText(expression) });
  const deciding = leaves.filter((judged) => judged.verdict === verdict).map(({ leaf }) => leaf);
  const texts = {
    effective: printExpression(effective),
    class: strictestClass(leaves.map(({ leaf }) => ask(leaf).class)),
  };
  if (whole !== null) {
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
