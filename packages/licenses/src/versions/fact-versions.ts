import { parseVersion } from '@fineprint/core';
import { type Bound, everyVersion, exactly, type Interval, type VersionSet } from './intervals.ts';

/**
 * Reads the versions of a fact: comparators joined by a space, unions by `||`, one bare version, or `*`. Unlike a
 * constraint it means the plain order of versions, pre-releases included. A text that is none is a defect of the facts.
 */
export function parseFactVersions(text: string): VersionSet {
  if (text === '*') return everyVersion;
  return text.split('||').flatMap((part) => parsePart(part.trim()));
}

const comparator = /^(?<operator>[<>]=?)(?<version>.+)$/;

function parsePart(part: string): VersionSet {
  const bare = parseVersion(part);
  if (bare !== null) return exactly(bare);
  const interval = part.split(' ').reduce<Interval>(narrowed, { from: null, to: null });
  return [interval];
}

function narrowed(interval: Interval, text: string): Interval {
  const groups = comparator.exec(text)?.groups;
  const version = parseVersion(groups?.version ?? '');
  if (version === null) throw new Error(`${JSON.stringify(text)} is no comparator of a fact.`);
  const bound: Bound = { version, inclusive: groups?.operator?.endsWith('=') ?? false };
  return groups?.operator?.startsWith('>') ? { ...interval, from: bound } : { ...interval, to: bound };
}
