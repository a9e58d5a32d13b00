import type { LicenseEvidence } from '@fineprint/core';
import { type LicenseTexts, licenseOfText } from '../texts/license-texts.ts';
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

/** Reads a license file: evidence where its whole text is that of one license, otherwise why it is not. */
export function evidenceFromLicenseFile(
  texts: LicenseTexts,
  path: string,
  text: string,
): LicenseEvidence | UnreadLicense {
  const answer = licenseOfText(texts, text);
  if ('unknown' in answer) return { is: 'unread', source: path, because: answer.unknown };
  return {
    expression: answer.expression,
    covers: 'artifact',
    method: 'file-text',
    acknowledgement: 'observed',
    source: path,
    verified: true,
    confidence: answer.note === null ? 1 : 0.9,
    text: answer.sha256,
    ...(answer.note === null ? {} : { note: answer.note }),
  };
}

/** Reads the `SPDX-License-Identifier` in the first lines of a file; `null` where there is none. */
export function evidenceFromHeader(path: string, text: string): LicenseEvidence | UnreadLicense | null {
  const written = header.exec(text.slice(0, headerLength))?.groups?.expression;
  if (written === undefined) return null;
  const evidence = evidenceFromField(path, written.replace(commentEnd, ''));
  return 'is' in evidence ? evidence : { ...evidence, method: 'spdx-header', confidence: 0.95 };
}

const headerLength = 4_096;
const header = /SPDX-License-Identifier:[ \t]{0,16}(?<expression>[^\r\n]{1,1200})/;
const commentEnd = /[ \t]*(?:\*\/|-->|#\}|\}\}|%>)[ \t]*$/;
