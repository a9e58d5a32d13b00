import { SPDX } from '@cyclonedx/cyclonedx-library';
import {
  compareText,
  type LicenseEvidence,
  leavesOf,
  parseExpression,
  printLeaf,
  type ReportLicense,
  rangeInWords,
} from '@fineprint/core';
import type { Writing } from './component.ts';

type Acknowledgement = 'declared' | 'concluded' | undefined;

/** What is known of an entry besides its expression. */
interface Details {
  readonly acknowledgement: Acknowledgement;
  /** Where texts of licenses may be. */
  readonly evidence?: readonly LicenseEvidence[];
}

/**
 * The concluded license, as the branch that the policy chose, and nothing beside it: consumers that know no
 * `acknowledgement` (Dependency-Track) take whatever stands here for the license. NONE has no form in CycloneDX.
 */
export function concludedLicenses(
  { effective, concluded }: ReportLicense,
  writing: Writing,
): readonly object[] {
  const expression = effective ?? concluded.expression;
  if (expression === null) return [];
  const acknowledgement = writing.version.has('acknowledgement') ? 'concluded' : undefined;
  return [choiceOf(expression, { acknowledgement, evidence: concluded.evidence }, writing)];
}

/** What was found in or about the thing itself; neither what is only remembered, nor the user's own word, nor what a chart deploys. */
export function observedLicenses(
  { observed, declared }: ReportLicense,
  writing: Writing,
): readonly object[] | undefined {
  const { version } = writing;
  const found = [...new Set(observed.filter(isObservation).map(({ expression }) => expression))];
  if (found.length === 0) return undefined;
  // Before 1.7 an expression stands alone: beside others it is a name.
  const write = found.length === 1 || version.has('expressionsAmongLicenses') ? choiceOf : asLicense;
  return found.sort(compareText).map((expression) => {
    const isDeclared = version.has('acknowledgement') && expression === declared;
    return write(expression, { acknowledgement: isDeclared ? 'declared' : undefined }, writing);
  });
}

function isObservation({ method, covers, expression }: LicenseEvidence): boolean {
  return method !== 'hint' && method !== 'curation' && covers !== 'application' && expression !== 'NONE';
}

/** What has no field: the names of these properties are followed by their values, several of one name where there are several. */
export function* licenseProperties(license: ReportLicense): Iterable<readonly [string, string | null]> {
  const { concluded, declared, ranges, observed } = license;
  yield ['license:class', license.class];
  yield ['license:because', concluded.because];
  yield [
    'license:concluded',
    concluded.is === 'expression' ? concluded.expression : concluded.is === 'none' ? 'NONE' : 'NOASSERTION',
  ];
  yield ['license:declared', declared];
  yield ['license:covers', concluded.covers];
  for (const range of ranges) yield ['license:range', rangeInWords(range)];
  const seen = observed
    .filter(isObservation)
    .map(({ expression, method, source }) => `${expression} (${method}): ${source}`);
  for (const one of new Set(seen)) yield ['license:observed', one];
  const hints = observed.filter(({ method }) => method === 'hint').map(({ expression }) => expression);
  for (const hint of new Set(hints)) yield ['license:hint', hint];
}

// Longer ones are not license texts alone, and an SBOM is sent around.
const longestText = 200_000;
// A license of SPDX's own form that is on no list: `LicenseRef-Proprietary`.
const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;

/** Writes an entry of `licenses`: an id of the SPDX list, a name for what that has not, or a whole expression. */
function choiceOf(expression: string, details: Details, writing: Writing): object {
  const parsed = parseExpression(expression);
  const isOne =
    SPDX.isSupportedSpdxId(expression) ||
    parsed.is !== 'expression' ||
    (parsed.expression.is === 'license' && reference.test(expression));
  if (isOne) return asLicense(expression, details, writing);
  const { acknowledgement, evidence = [] } = details;
  // Only 1.7 says more of an expression than what it is.
  if (!writing.version.has('expressionDetails')) return { expression, acknowledgement };
  const own = [...new Set(leavesOf(parsed.expression).map(printLeaf))].filter((id) => reference.test(id));
  const expressionDetails = own.flatMap((licenseIdentifier) => {
    const found = evidence.filter((one) => one.expression === licenseIdentifier);
    const [text, url] = [textIn(found, writing), urlOf(licenseIdentifier, writing)];
    return text === undefined && url === undefined ? [] : [{ licenseIdentifier, text, url }];
  });
  return {
    expression,
    ...(expressionDetails.length > 0 ? { expressionDetails } : {}),
    acknowledgement,
  };
}

/** Nobody has the text of a license that is on no list: it goes along. */
function asLicense(
  expression: string,
  { acknowledgement, evidence = [] }: Details,
  writing: Writing,
): object {
  if (SPDX.isSupportedSpdxId(expression)) return { license: { acknowledgement, id: expression } };
  const [text, url] = [textIn(evidence, writing), urlOf(expression, writing)];
  return { license: { acknowledgement, name: expression, text, url } };
}

function textIn(evidence: readonly LicenseEvidence[], { texts }: Writing): object | undefined {
  const content = evidence.map(({ text }) => texts[text ?? '']).find((text) => text !== undefined);
  return content === undefined || content.length > longestText
    ? undefined
    : { contentType: 'text/plain', content };
}

function urlOf(id: string, { licenseOf }: Writing): string | undefined {
  return licenseOf?.(id)?.url ?? undefined;
}
