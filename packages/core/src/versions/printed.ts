import { parseVersion } from '../model/version.ts';
import { type Bound, everyVersion, exactly, type Interval, type VersionSet } from './intervals.ts';

/**
 * Reads versions as facts and `printVersions` write them: comparators joined by a space, unions by `||`, one bare
 * version, or `*`. Unlike a constraint they mean the plain order of versions, pre-releases included. `null` where the
 * text is none.
 */
export function parseVersions(text: string): VersionSet | null {
  if (text === '*') return everyVersion;
  if (text.length > maximumLength) return null;
  const set: Interval[] = [];
  for (const part of text.split('||')) {
    const bare = parseVersion(part.trim());
    const intervals = bare === null ? intervalOf(part.trim()) : exactly(bare);
    if (intervals === null) return null;
    set.push(...intervals);
  }
  return set;
}

const maximumLength = 4_096;
const comparator = /^(?<operator>[<>]=?)(?<version>.+)$/;

function intervalOf(part: string): VersionSet | null {
  let interval: Interval = { from: null, to: null };
  for (const term of part.split(' ')) {
    const groups = comparator.exec(term)?.groups;
    const version = parseVersion(groups?.version ?? '');
    if (groups?.operator === undefined || version === null) return null;
    const bound: Bound = { version, inclusive: groups.operator.endsWith('=') };
    interval = groups.operator.startsWith('>') ? { ...interval, from: bound } : { ...interval, to: bound };
  }
  return [interval];
}
