import { parseExpression } from '@fineprint/core';
import { evidenceFromLicenseFile } from '../metadata/license-file.ts';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import { type LicenseTexts, sha256Of } from '../texts/license-texts.ts';

/** What an earlier scan left, by a purpose and a SHA-256; of what it gives back, nobody knows the form. */
export interface KeptAnswers {
  recall(purpose: string, sha256: string): unknown;
  remember(purpose: string, sha256: string, answer: unknown): void;
}

/**
 * Reads one license file: evidence where its text stands for an expression, otherwise why it does not; `undefined` where
 * a new text may not be compared any more.
 */
export type LicenseFileReader = (
  path: string,
  text: string,
  mayCompare: () => boolean,
) => Reading | undefined;

/**
 * Reads license files so that no text is compared twice: seven hundred vendored modules have two hundred texts, and the
 * same ones tomorrow.
 */
export function licenseFileReader(known: () => LicenseTexts, kept: KeptAnswers | null): LicenseFileReader {
  const answers = new Map<string, Reading>();
  const answer = (path: string, text: string, sha256: string): Reading => {
    const before = recalled(kept?.recall(purpose, sha256), sha256);
    const reading = before ?? evidenceFromLicenseFile(known(), path, text);
    if (before === undefined) kept?.remember(purpose, sha256, reading);
    answers.set(sha256, reading);
    return reading;
  };
  return (path, text, mayCompare) => {
    const sha256 = sha256Of(text);
    const said = answers.get(sha256);
    // What an earlier scan left counts as well, or the next one would say more than the first.
    if (said === undefined && !mayCompare()) return undefined;
    return { ...(said ?? answer(path, text, sha256)), source: path };
  };
}

const purpose = 'license-file';

/** What a user can write, an attacker may have written: only what this reader could have said counts. */
function recalled(answer: unknown, sha256: string): Reading | undefined {
  return isReading(answer) && (!isEvidence(answer) || answer.text === sha256) ? answer : undefined;
}

function isReading(value: unknown): value is Reading {
  if (!isRecord(value) || typeof value.source !== 'string') return false;
  return 'is' in value ? isUnread(value) : isTextEvidence(value);
}

function isUnread({ is, because, ...others }: Record<string, unknown>): boolean {
  return is === 'unread' && typeof because === 'string' && Object.keys(others).join() === 'source';
}

const methods: readonly unknown[] = ['file-text', 'spdx-header', 'package-metadata'];

function isTextEvidence(value: Record<string, unknown>): boolean {
  const { expression, covers, method, acknowledgement, verified, confidence, note = '' } = value;
  return (
    typeof expression === 'string' &&
    parseExpression(expression).is === 'expression' &&
    covers === 'artifact' &&
    methods.includes(method) &&
    (acknowledgement === 'declared' || acknowledgement === 'observed') &&
    typeof verified === 'boolean' &&
    typeof confidence === 'number' &&
    confidence >= 0 &&
    confidence <= 1 &&
    typeof note === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
