import { SPDX } from '@cyclonedx/cyclonedx-library';
import { compareText, parseExpression, type Report, type ReportLicense, rangeInWords } from '@fineprint/core';
import type { ReporterMeans } from './reporter.ts';

type Acknowledgement = 'declared' | 'concluded';

/** One entry of `licenses`: an id of the SPDX list, a name for what that has not, or a whole expression. */
export type LicenseChoice =
  | {
      readonly license: {
        readonly id?: string;
        readonly name?: string;
        readonly acknowledgement?: Acknowledgement;
        readonly text?: { readonly contentType: string; readonly content: string };
        readonly url?: string;
      };
    }
  | { readonly expression: string; readonly acknowledgement?: Acknowledgement };

/**
 * The concluded license, as the branch that the policy chose, and nothing beside it: consumers that know no
 * `acknowledgement` (Dependency-Track) take whatever stands here for the license. NONE has no form in CycloneDX.
 */
export function concludedLicenses(
  { effective, concluded }: ReportLicense,
  texts: Report['texts'],
  licenseOf: ReporterMeans['licenseOf'],
): readonly LicenseChoice[] {
  const expression = effective ?? concluded.expression;
  if (expression === null) return [];
  const choice = choiceOf(expression, 'concluded', licenseOf);
  if (!('license' in choice) || choice.license.name === undefined) return [choice];
  // Nobody has the text of a license that is on no list: it goes along.
  const content = concluded.evidence.map(({ text }) => texts[text ?? '']).find((text) => text !== undefined);
  if (content === undefined || content.length > longestText) return [choice];
  return [{ license: { ...choice.license, text: { contentType: 'text/plain', content } } }];
}

/** What was found in or about the thing itself; neither what is only remembered, nor the user's own word, nor what a chart deploys. */
export function observedLicenses(
  { observed, declared }: ReportLicense,
  licenseOf: ReporterMeans['licenseOf'],
): readonly LicenseChoice[] {
  const found = observed
    .filter(({ method, covers }) => method !== 'hint' && method !== 'curation' && covers !== 'application')
    .map(({ expression }) => expression)
    .filter((expression) => expression !== 'NONE');
  const choices = [...new Set(found)]
    .sort(compareText)
    .map((expression) => choiceOf(expression, expression === declared ? 'declared' : undefined, licenseOf));
  // Version 1.6 takes one expression alone, or licenses: beside others an expression stands as a name.
  return choices.length === 1 ? choices : choices.map(asLicense);
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
  const hints = observed.filter(({ method }) => method === 'hint').map(({ expression }) => expression);
  for (const hint of new Set(hints)) yield ['license:hint', hint];
}

// Longer ones are not license texts alone, and an SBOM is sent around.
const longestText = 200_000;

function choiceOf(
  expression: string,
  acknowledgement: Acknowledgement | undefined,
  licenseOf: ReporterMeans['licenseOf'],
): LicenseChoice {
  const acknowledged = acknowledgement === undefined ? {} : { acknowledgement };
  if (SPDX.isSupportedSpdxId(expression)) return { license: { id: expression, ...acknowledged } };
  const parsed = parseExpression(expression);
  const isOwn =
    parsed.is === 'expression' && parsed.expression.is === 'license' && reference.test(expression);
  if (parsed.is === 'expression' && !isOwn) return { expression, ...acknowledged };
  const url = licenseOf?.(expression)?.url ?? null;
  return { license: { name: expression, ...acknowledged, ...(url === null ? {} : { url }) } };
}

// A license of SPDX's own form that is on no list: `LicenseRef-Proprietary`.
const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;

function asLicense(choice: LicenseChoice): LicenseChoice {
  if ('license' in choice) return choice;
  const { expression, ...acknowledged } = choice;
  return { license: { name: expression, ...acknowledged } };
}
