import type { LicenseEvidence } from '@fineprint/core';
import type { BusinessSourceParameters } from '../texts/business-source.ts';
import { type LicenseTexts, licenseOfText, type TextAnswer } from '../texts/license-texts.ts';
import { evidenceFromField, type UnreadLicense } from './license-field.ts';

/** Whether a file of this name is where a license text is expected: `LICENSE`, `LICENSE-MIT.txt`, `COPYING` … */
export function isLicenseFile(name: string): boolean {
  return licenseFile.test(name);
}

const licenseFile = /^(?:un)?(?:licen[cs]e|copying)(?:[-._][A-Za-z0-9.+-]{1,40})?$/i;

/** Whether a file of this name holds notices that are passed on with the code: `NOTICE`, `NOTICE.txt`. */
export function isNoticeFile(name: string): boolean {
  return noticeFile.test(name);
}

const noticeFile = /^notices?(?:\.(?:txt|md|rst))?$/i;

/** Reads a license file: evidence where it stands for an expression, otherwise why it does not. */
export function evidenceFromLicenseFile(
  texts: LicenseTexts,
  path: string,
  text: string,
): LicenseEvidence | UnreadLicense {
  const answer = licenseOfText(texts, text);
  if ('unknown' in answer) {
    const { unknown, holds } = answer;
    return { is: 'unread', source: path, because: unknown, ...(holds ? { holds } : {}) };
  }
  const { expression, basis, sha256 } = answer;
  const isText = basis === 'text';
  const note = [answer.note, answer.parameters === null ? null : parametersNote(answer.parameters)]
    .filter((one) => one !== null)
    .join(' ');
  return {
    expression,
    covers: 'artifact',
    method: isText ? 'file-text' : basis === 'identifier' ? 'spdx-header' : 'package-metadata',
    // What a file says of the work is the author's word; a text alone was put there by somebody.
    acknowledgement: isText ? 'observed' : 'declared',
    source: path,
    verified: isText,
    confidence: confidenceOf(answer),
    text: sha256,
    ...(note === '' ? {} : { note }),
  };
}

function confidenceOf({ basis, score, note, found }: Extract<TextAnswer, { expression: string }>): number {
  const most = basis === 'text' ? 1 : basis === 'statement' ? 0.85 : 0.95;
  const least = note === null ? most : Math.min(most, 0.9);
  // Several texts and a sentence that joins them: the sentence was read by rules, not word for word.
  const joined = found.length > 1 ? Math.min(least, 0.95) : least;
  return Math.floor(Math.min(joined, score) * 100) / 100;
}

function parametersNote(parameters: BusinessSourceParameters): string {
  const named: readonly (readonly [string, string | null])[] = [
    ['Licensor', parameters.licensor],
    ['Licensed Work', parameters.licensedWork],
    ['Change Date', parameters.changeDate],
    ['Change License', parameters.changeLicense],
    ['Additional Use Grant', parameters.additionalUseGrant],
  ];
  return named
    .map(([name, value]) => `${name}: ${value === null ? 'not stated' : shortened(value)}`)
    .join('; ')
    .concat('.');
}

const longestParameter = 240;

function shortened(value: string): string {
  return value.length > longestParameter
    ? `${value.slice(0, longestParameter)} …`
    : value.replace(fullStop, '');
}

const fullStop = /\.$/;

/** Reads the `SPDX-License-Identifier` in the first lines of a file; `null` where there is none. */
export function evidenceFromHeader(path: string, text: string): LicenseEvidence | UnreadLicense | null {
  const written = header.exec(text.slice(0, headerLength))?.groups?.expression;
  if (written === undefined) return null;
  const evidence = evidenceFromField(path, written.replace(commentEnd, ''));
  return 'is' in evidence ? evidence : { ...evidence, method: 'spdx-header', confidence: 0.95 };
}

const headerLength = 4_096;
const header = /SPDX-License-Identifier:[ \t]{0,16}(?<expression>[^\r\n]{1,1200})/;
// A comment, or a code span of Markdown.
const commentEnd = /[ \t]*(?:\*\/|-->|#\}|\}\}|%>|`)[ \t]*$/;
