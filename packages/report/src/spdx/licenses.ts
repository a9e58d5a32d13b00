import {
  type Expression,
  isListedException,
  joinTerms,
  type LicenseLeaf,
  leavesOf,
  parseExpression,
  printExpression,
  printLeaf,
  type Report,
  type ReportComponent,
} from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { hashOf, singleLine, slug } from './identifiers.ts';

/** A licence that is on no list of SPDX, which a document has to define. */
export interface OwnLicense {
  /** `LicenseRef-…`. */
  readonly id: string;
  readonly name: string | null;
  readonly url: string | null;
  /** Its text, or a sentence that says where it can be read. */
  readonly text: string;
}

/** The licences of a document: how each is written, and those that the document has to define itself. */
export interface SpdxLicenses {
  readonly own: readonly OwnLicense[];
  /** An expression by SPDX 2.3, which 3.0 reads the same; `NONE`; or `NOASSERTION`. */
  expressionOf(text: string | null): string;
}

/** Reads the licences of a report. */
export function spdxLicenses(report: Report, licenseOf: ReporterMeans['licenseOf']): SpdxLicenses {
  const written = new Map<string, string>();
  const own = new Map<string, OwnLicense>();
  const expressionOf = (text: string | null) => {
    if (text === null || singleLine(text) === '') return 'NOASSERTION';
    const known = written.get(text);
    if (known !== undefined) return known;
    const expression = expressionBy23(text, (license) => own.set(license.id, license));
    written.set(text, expression);
    return expression;
  };
  const found = foundTexts(report);
  for (const { license } of report.components) {
    expressionOf(concludedOf(license));
    expressionOf(license.declared);
  }
  return { expressionOf, own: [...own.values()].map((license) => described(license, found, licenseOf)) };
}

/** The concluded licence as SPDX says it: an expression, `NONE` or `NOASSERTION`. */
export function concludedOf({ concluded }: ReportComponent['license']): string | null {
  return concluded.is === 'none' ? 'NONE' : concluded.expression;
}

/** Why this licence was concluded, which SPDX wants to be told; what the licence is that of; and which branch the policy takes. */
export function licenseComments({ concluded, effective }: ReportComponent['license']): string {
  const sentences = [concluded.because];
  if (concluded.covers === 'main-software') {
    sentences.push(
      'It is the licence of the main software in it; what else it holds has licences of its own.',
    );
  }
  if (concluded.covers === 'application')
    sentences.push('It is the licence of the application that it deploys.');
  if (effective !== null && effective !== concluded.expression) {
    sentences.push(`Of the choice that the licence gives, the policy takes ${effective}.`);
  }
  return sentences.join('\n');
}

/** Writes an expression by SPDX 2.3 and tells of each licence that no list has. */
function expressionBy23(text: string, define: (license: OwnLicense) => void): string {
  const parsed = parseExpression(text);
  if (parsed.is === 'none') return 'NONE';
  if (parsed.is === 'no-assertion') return 'NOASSERTION';
  if (parsed.is === 'invalid') return defined(text, define);
  const { expression } = parsed;
  return printExpression(leavesOf(expression).every(isListed) ? expression : withOwn(expression, define));
}

function withOwn(expression: Expression, define: (license: OwnLicense) => void): Expression {
  if (expression.is !== 'license') {
    const [first, ...rest] = expression.of;
    return joinTerms(expression.is, [withOwn(first, define), ...rest.map((term) => withOwn(term, define))]);
  }
  if (isListed(expression)) return expression;
  const isPlain = reference.test(expression.id) && hasListedException(expression);
  if (!isPlain) {
    return { is: 'license', id: defined(printLeaf(expression), define), plus: false, exception: null };
  }
  define({ id: expression.id, name: null, url: null, text: '' });
  return expression;
}

/**
 * Gives an id of this document to what 2.3 has no words for: an addition of one's own (`AdditionRef-`), a licence of
 * another document (`DocumentRef-`), and what is no expression.
 */
function defined(words: string, define: (license: OwnLicense) => void): string {
  const id = `LicenseRef-${[slug(words), hashOf(JSON.stringify(words))].filter((part) => part !== '').join('-')}`;
  define({
    id,
    name: singleLine(words),
    url: null,
    text: `These words name the licence: ${singleLine(words)}`,
  });
  return id;
}

const reference = /^LicenseRef-[A-Za-z0-9.-]+$/;

function isListed(leaf: LicenseLeaf): boolean {
  return !/^(?:Document|License)Ref-/.test(leaf.id) && hasListedException(leaf);
}

function hasListedException({ exception }: LicenseLeaf): boolean {
  return exception === null || isListedException(exception);
}

/** The first text that was found of each licence on no list. */
function foundTexts({ components, texts }: Report): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { license } of components) {
    for (const { expression, text = '' } of [...license.concluded.evidence, ...license.observed]) {
      const content = reference.test(expression) && !found.has(expression) ? texts[text] : undefined;
      if (content !== undefined && content.trim() !== '') found.set(expression, content);
    }
  }
  return found;
}

function described(
  license: OwnLicense,
  found: ReadonlyMap<string, string>,
  licenseOf: ReporterMeans['licenseOf'],
): OwnLicense {
  if (license.text !== '') return license;
  const { id } = license;
  const known = licenseOf(id);
  const name = known === null ? null : singleLine(known.name);
  const url = known?.url ?? null;
  const text = found.get(id) ?? known?.text ?? notFound(name ?? id, url);
  return { id, name, url, text };
}

function notFound(name: string, url: string | null): string {
  return `${name}. ${url === null ? 'The text of the licence was not found.' : `The text of the licence can be read at ${url}`}`;
}
