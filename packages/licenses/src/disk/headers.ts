import { leavesOf, parseExpression, printExpression } from '@fineprint/core';
import { evidenceFromHeader } from '../metadata/license-file.ts';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import type { Disk } from './disk.ts';
import { below } from './places.ts';

const sampled = 6;
const languages =
  'tf|tofu|hcl|go|rs|c|h|js|mjs|cjs|ts|py|rb|php|sh|bash|ps1|bicep|pp|jsonnet|libsonnet|nix|java|kt';
const code = new RegExp(`^(?!\\.).*\\.(?:${languages})$|^(?:Chart|values|action)\\.ya?ml$`);

/** Reads the SPDX headers of the first source files of a directory, where most have one; different ones all hold. */
export function headersIn(directory: string, disk: Disk): readonly Reading[] {
  const paths = disk
    .list(directory)
    .filter((name) => code.test(name))
    .slice(0, sampled)
    .map((name) => below(directory, name));
  const readings = paths.flatMap((path) => {
    const file = disk.file(path);
    return (file && evidenceFromHeader(path, file.text)) ?? [];
  });
  const evidence = readings.filter(isEvidence);
  const unread = readings.filter((reading) => !isEvidence(reading));
  const [first] = evidence;
  // One file of many may have been taken from elsewhere.
  if (first === undefined || evidence.length * 2 < paths.length) return unread;
  const expression = allOf(evidence.map((each) => each.expression));
  if (expression === first.expression) return [first, ...unread];
  const named = evidence.map((each) => `${each.expression} (${each.source})`);
  return [
    {
      ...first,
      expression,
      confidence: 0.8,
      note: `Its files stand under: ${[...new Set(named)].join(', ')}.`,
    },
    ...unread,
  ];
}

/** Joins expressions that all hold, each for its part. */
export function allOf(expressions: readonly string[]): string {
  const distinct = [...new Set(expressions)];
  if (distinct.length === 1) return distinct[0] ?? '';
  const joined = distinct.map((each) => `(${each})`).join(' AND ');
  const parsed = parseExpression(joined);
  return parsed.is === 'expression' ? printExpression(parsed.expression) : joined;
}

/** The ids that an expression names. */
export function leafIds(expression: string): readonly string[] {
  const parsed = parseExpression(expression);
  return parsed.is === 'expression' ? leavesOf(parsed.expression).map(({ id }) => id) : [];
}
