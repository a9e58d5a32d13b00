import type { ComponentLicense, LicenseRange } from '../model/component.ts';
import { compareSets, parseVersions, type VersionSet } from '../versions/index.ts';
import { becauseOf, listed } from './because.ts';
import type { ConcludedLicense, LicenseCoverage, LicenseEvidence } from './evidence.ts';
import { meaningOf } from './expression/meaning.ts';
import { parseExpression } from './expression/parse.ts';
import { printExpression } from './expression/print.ts';
import { rangesInWords } from './ranges-in-words.ts';
import { namesMore, speakOfSameText } from './same-text.ts';

/** What the evidence must answer for: `gap` says which admitted versions it does not speak of, or why there is none. */
export interface ConclusionRequest {
  /** A sentence, or `null` where every admitted version has its evidence. */
  readonly gap: string | null;
}

/**
 * Concludes a license from evidence. The most trusted evidence decides: the user's own correction, texts and headers in
 * the artifact, then facts whose text was read, metadata, other statements. What is only remembered decides nothing and stands under `observed`.
 */
export function conclude(evidence: readonly LicenseEvidence[], { gap }: ConclusionRequest): ComponentLicense {
  const observed = evidence.toSorted(byTrust);
  const declared = declaredIn(observed);
  const curation = evidence.find((one) => one.method === 'curation');
  if (curation !== undefined)
    return { declared, observed, concluded: fromCuration(curation, observed), ranges: [] };
  const pool = ofClosestCoverage(evidence);
  const inArtifact = pool
    .filter((one) => one.versions === undefined && one.method !== 'hint')
    .toSorted(byTrust);
  const byVersion = rangesOf(pool.filter((one) => one.versions !== undefined));

  if (inArtifact.length > 0 && !isOutranked(inArtifact, byVersion, gap)) {
    return { declared, observed, concluded: fromArtifact(inArtifact, byVersion), ranges: [] };
  }
  if (byVersion.length > 0) {
    const ranges = differ(byVersion) ? byVersion : [];
    const answer = { declared, observed, concluded: fromRanges(byVersion, gap), ranges };
    return ranges.length > 0 && gap !== null ? { ...answer, gap } : answer;
  }
  const because = gap ?? (pool.length > 0 ? onlyHints(pool) : 'Nothing is known about its licence.');
  return { declared, observed, concluded: { is: 'no-assertion', because, evidence: [] }, ranges: [] };
}

/** What the author states of the whole before what a header says of one file. */
function declaredIn(observed: readonly LicenseEvidence[]): string | null {
  const declared = observed.filter(({ acknowledgement }) => acknowledgement === 'declared');
  return (declared.find(({ method }) => method === 'package-metadata') ?? declared[0])?.expression ?? null;
}

/** The user's own word stands; what it contradicts is named, so that a reader can judge it. */
function fromCuration(curation: LicenseEvidence, observed: readonly LicenseEvidence[]): ConcludedLicense {
  const corrected = observed.filter(
    ({ method, covers, expression }) =>
      method !== 'curation' &&
      method !== 'hint' &&
      covers !== 'application' &&
      !isSame(expression, curation.expression),
  );
  const named = [...new Set(corrected.map(({ expression, source }) => `${expression} (${source})`))];
  const more = named.length > mostNamed ? [`${named.length - mostNamed} more`] : [];
  const because =
    named.length === 0
      ? becauseOf(curation)
      : `${becauseOf(curation)} It corrects ${listed([...named.slice(0, mostNamed), ...more])}.`;
  return concluded(curation, [curation], because);
}

const mostNamed = 3;

/** Trust in evidence, the higher the more; `0` never concludes. */
export function trustOf({ method, verified }: LicenseEvidence): number {
  if (method === 'hint') return 0;
  if (method === 'curation') return 7;
  if (method === 'file-text') return 6;
  if (method === 'spdx-header') return 5;
  if (verified) return 4;
  return method === 'package-metadata' ? 3 : method === 'fact' ? 2 : 1;
}

function byTrust(one: LicenseEvidence, other: LicenseEvidence): number {
  return trustOf(other) - trustOf(one) || other.confidence - one.confidence;
}

// A chart's own license is asked for before that of what it deploys.
const coverages: readonly LicenseCoverage[] = ['artifact', 'main-software', 'application'];

function ofClosestCoverage(evidence: readonly LicenseEvidence[]): readonly LicenseEvidence[] {
  for (const coverage of coverages) {
    const pool = evidence.filter((one) => one.covers === coverage);
    if (pool.some((one) => one.method !== 'hint')) return pool;
  }
  return evidence;
}

/** Groups evidence by the versions that it speaks of, the first version first. */
function rangesOf(evidence: readonly LicenseEvidence[]): readonly LicenseRange[] {
  const groups = Map.groupBy(evidence, (one) => one.versions ?? '');
  return [...groups]
    .map(([versions, group]) => {
      const trusted = group.toSorted(byTrust);
      return { versions, expression: trusted[0]?.expression ?? '', evidence: trusted };
    })
    .toSorted((one, other) => compareSets(setOf(one), setOf(other)));
}

function setOf({ versions }: LicenseRange): VersionSet {
  return parseVersions(versions) ?? [];
}

function differ(ranges: readonly LicenseRange[]): boolean {
  return new Set(ranges.map((range) => meaningOf(range.expression))).size > 1;
}

/** Whether facts with a text that was read stand above what merely the artifact's metadata says. */
function isOutranked(
  inArtifact: readonly LicenseEvidence[],
  ranges: readonly LicenseRange[],
  gap: string | null,
): boolean {
  const [best] = inArtifact;
  if (best === undefined || ranges.length === 0 || gap !== null) return false;
  const trust = Math.min(...ranges.map((range) => Math.max(...range.evidence.map(trustOf))));
  return !differ(ranges) && trust > trustOf(best);
}

function fromArtifact(
  evidence: readonly LicenseEvidence[],
  ranges: readonly LicenseRange[],
): ConcludedLicense {
  const texts = evidence.filter((one) => one.method === 'file-text');
  const distinct = [...new Set(texts.map((one) => one.expression))];
  const statements = evidence.filter((one) => one.method !== 'file-text');
  const [best] = evidence;
  if (best === undefined) return { is: 'no-assertion', because: 'There is no evidence.', evidence: [] };

  // Which of -only and -or-later is meant, and whether several texts are a choice, only a statement can tell.
  const statement =
    statements.find((one) => speakOfSameText(one.expression, distinct)) ??
    [...statements, ...readFacts(ranges)].find((one) => namesMore(one.expression, distinct));
  if (texts.length > 0 && statement !== undefined) {
    return concluded(
      statement,
      [statement, ...texts],
      `${becauseOf(statement)} The licence text beside it agrees.`,
    );
  }
  if (distinct.length > 1) {
    const because = `The licence texts ${listed(distinct)} lie side by side, and nothing says whether all apply or one may be chosen.`;
    return { is: 'no-assertion', because, evidence: texts };
  }
  const others = [...statements, ...ranges.flatMap((range) => range.evidence)];
  const fact =
    best.method === 'file-text'
      ? others.find((one) => one.method === 'fact' && speakOfSameText(one.expression, distinct))
      : undefined;
  if (fact !== undefined && !isSame(fact.expression, best.expression)) {
    return concluded(fact, [fact, best], `${becauseOf(fact)} The licence text beside it agrees.`);
  }
  return withDissent(best, evidence, others);
}

/** Facts whose texts were read, where all versions that may be meant agree. */
function readFacts(ranges: readonly LicenseRange[]): readonly LicenseEvidence[] {
  const all = differ(ranges) ? [] : ranges.flatMap(({ evidence }) => evidence);
  return all.filter(({ method, verified }) => method === 'fact' && verified);
}

/** Concludes the best evidence and names what contradicts it. */
function withDissent(
  best: LicenseEvidence,
  evidence: readonly LicenseEvidence[],
  others: readonly LicenseEvidence[],
): ConcludedLicense {
  const agreeing = evidence.filter((one) => isSame(one.expression, best.expression));
  const dissenting = others.filter(
    (one) => one.method !== 'hint' && !isSame(one.expression, best.expression),
  );
  if (dissenting.length === 0) return concluded(best, agreeing, becauseOf(best));
  const dissent = listed([...new Set(dissenting.map((one) => `${one.expression} (${one.source})`))]);
  const because = `${becauseOf(best)} Less trusted evidence says ${dissent}.`;
  return concluded({ ...best, confidence: Math.min(best.confidence, contradicted) }, agreeing, because);
}

// Contradicted evidence is worth looking at by a person, whatever its kind.
const contradicted = 0.6;

function fromRanges(ranges: readonly LicenseRange[], gap: string | null): ConcludedLicense {
  const evidence = ranges.flatMap((range) => range.evidence);
  const hinted = ranges.filter((range) => range.evidence.every((one) => one.method === 'hint'));
  if (hinted.length > 0)
    return {
      is: 'no-assertion',
      because: onlyHints(hinted.flatMap((range) => range.evidence)),
      evidence,
    };

  if (differ(ranges)) {
    const because = `The admitted versions stand under different licences: ${rangesInWords(ranges)}.`;
    return { is: 'no-assertion', because: gap === null ? because : `${because} ${gap}`, evidence };
  }
  if (gap !== null) return { is: 'no-assertion', because: gap, evidence };

  const weakest = ranges
    .map((range) => range.evidence[0])
    .filter((one) => one !== undefined)
    .toSorted(byTrust)
    .at(-1);
  if (weakest === undefined) return { is: 'no-assertion', because: 'There is no evidence.', evidence };
  return concluded(
    weakest,
    evidence.filter((one) => one.method !== 'hint'),
    becauseOf(weakest),
  );
}

function concluded(
  best: LicenseEvidence,
  evidence: readonly LicenseEvidence[],
  because: string,
): ConcludedLicense {
  const { covers, confidence, expression } = best;
  if (expression === 'NONE') return { is: 'none', covers, because, confidence, evidence };
  const parsed = parseExpression(expression);
  if (parsed.is !== 'expression') {
    return {
      is: 'no-assertion',
      because: `The licence that was found, ${JSON.stringify(expression)}, is no SPDX expression.`,
      evidence,
    };
  }
  return {
    is: 'expression',
    expression: printExpression(parsed.expression),
    covers,
    because,
    confidence,
    evidence,
  };
}

function isSame(one: string, other: string): boolean {
  return meaningOf(one) === meaningOf(other);
}

function onlyHints(evidence: readonly LicenseEvidence[]): string {
  const expressions = listed([...new Set(evidence.map((one) => one.expression))]);
  return `Only hints name its licence (${expressions}): what is remembered, or copied from an unknown place, concludes nothing.`;
}
