import { lowest, parseVersion, type Version } from '../model/version.ts';
import { type Bound, everyVersion, exactly, type Interval, intersect, type VersionSet } from './intervals.ts';

/**
 * How a constraint is meant: in `terraform` a bare `1.2` is that version and `~> 1.2` reaches up to 2.0.0; in `npm`
 * (which Helm's Masterminds library follows) both reach up to 1.3.0, and `^`, `~`, `x` and hyphens are known. In `cargo`
 * a bare version is one with `^`. `~=` is that of PEP 440 anywhere.
 */
export type ConstraintSyntax = 'terraform' | 'npm' | 'cargo';

/** Reads a version constraint as the set of versions that it admits, or says what is not understood in it. */
export function parseConstraint(
  text: string,
  syntax: ConstraintSyntax,
): VersionSet | { readonly invalid: string } {
  if (text.length > maximumLength) return { invalid: `The constraint has ${text.length} characters.` };
  const union: Interval[] = [];
  const alternatives = text.split('||');
  if (alternatives.length > maximumTerms) return { invalid: 'The constraint has too many alternatives.' };
  for (const alternative of alternatives) {
    const set = parseAlternative(alternative, syntax);
    if ('invalid' in set) return set;
    union.push(...set);
  }
  return union;
}

const maximumLength = 512;
const maximumTerms = 32;

const hyphen = /^\s*(?<from>[^\s,]+)\s+-\s+(?<to>[^\s,]+)\s*$/;
const term = /\s*,?\s*(?<operator>~>|[<>=!~^]{0,2})\s*(?<version>[^\s,<>=!~^|]+)\s*,?/y;

function parseAlternative(text: string, syntax: ConstraintSyntax): VersionSet | { readonly invalid: string } {
  const ends = hyphen.exec(text)?.groups;
  if (ends?.from !== undefined && ends.to !== undefined) {
    return parseAlternative(`>=${ends.from} <=${ends.to}`, syntax);
  }
  if (text.trim() === '') return everyVersion;

  let set = everyVersion;
  term.lastIndex = 0;
  for (let count = 0; term.lastIndex < text.length; count += 1) {
    if (count >= maximumTerms) return { invalid: 'The constraint has too many terms.' };
    const groups = term.exec(text)?.groups;
    if (groups?.version === undefined)
      return { invalid: `${JSON.stringify(text.trim())} is no version constraint.` };
    const one = parseTerm(groups.operator ?? '', groups.version, syntax);
    if ('invalid' in one) return one;
    set = intersect(set, one);
  }
  return set;
}

interface Partial {
  readonly version: Version;
  /** How many numbers are said; what follows them is open. */
  readonly said: number;
}

function parseTerm(
  operator: string,
  text: string,
  syntax: ConstraintSyntax,
): VersionSet | { readonly invalid: string } {
  const partial = parsePartial(text);
  if (partial === null) return { invalid: `${JSON.stringify(text)} is no version.` };
  if (partial.said === 0) return everyVersion;
  if (operator === '' && syntax === 'cargo') return below(partial, caretPlace(partial));
  switch (operator) {
    case '':
    case '=':
    case '==':
      return syntax === 'terraform' || isWhole(partial)
        ? exactly(partial.version)
        : below(partial, partial.said);
    case '!=':
      // Leaving one version out never adds a license, so the set is left as wide as it is.
      return everyVersion;
    case '>':
      return [
        {
          from: syntax === 'npm' && !isWhole(partial) ? including(next(partial)) : excluding(partial.version),
          to: null,
        },
      ];
    case '>=':
    case '=>':
      return [{ from: including(partial.version), to: null }];
    case '<':
      return [{ from: null, to: excluding(floor(partial.version)) }];
    case '<=':
    case '=<':
      return [
        {
          from: null,
          to: syntax === 'npm' && !isWhole(partial) ? excluding(next(partial)) : including(partial.version),
        },
      ];
    case '~>':
      return syntax === 'terraform'
        ? below(partial, partial.said - 1)
        : below(partial, Math.min(partial.said, 2));
    case '~=':
      return below(partial, partial.said - 1);
    case '~':
      return below(partial, Math.min(partial.said, 2));
    case '^':
      return below(partial, caretPlace(partial));
    default:
      return { invalid: `"${operator}" is no operator of a version constraint.` };
  }
}

const wildcard = /^[vV]?(?<numbers>(?:\d{1,15}\.){0,3})[xX*](?:\.[xX*]){0,3}$/;

function parsePartial(text: string): Partial | null {
  const open = wildcard.exec(text)?.groups?.numbers;
  if (open !== undefined) {
    const numbers = open.split('.').slice(0, -1).map(Number);
    return { version: { numbers, preRelease: [] }, said: numbers.length };
  }
  const version = parseVersion(text);
  return version === null ? null : { version, said: version.numbers.length };
}

function isWhole({ said, version }: Partial): boolean {
  return said >= 3 || version.preRelease.length > 0;
}

/** From the version up to the next one at the given count of numbers; a count of zero leaves it open. */
function below({ version }: Partial, count: number): VersionSet {
  const kept = version.numbers.slice(0, count);
  const last = kept.at(-1);
  const from = including(version);
  if (last === undefined) return [{ from, to: null }];
  return [{ from, to: excluding(lowest([...kept.slice(0, -1), last + 1])) }];
}

function next({ version, said }: Partial): Version {
  const kept = version.numbers.slice(0, said);
  return lowest([...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1]);
}

// ^0.2.3 stays below 0.3.0 and ^0.0.3 below 0.0.4: the first number that is not zero must not change.
function caretPlace({ version, said }: Partial): number {
  const place = version.numbers.findIndex((number) => number !== 0);
  return place === -1 ? said : place + 1;
}

// "< 2.0.0" does not mean the pre-releases of 2.0.0.
function floor(version: Version): Version {
  return version.preRelease.length > 0 ? version : lowest(version.numbers);
}

function including(version: Version): Bound {
  return { version, inclusive: true };
}

function excluding(version: Version): Bound {
  return { version, inclusive: false };
}
