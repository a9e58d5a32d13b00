import {
  compileGlobs,
  evaluateExpression,
  exactly,
  globDefect,
  isAtLeast,
  type LicenseLeaf,
  matchesStars,
  parseConstraint,
  parseExpression,
  parseVersion,
  pins,
  printLeaf,
  subtract,
} from '@fineprint/core';
import { decide } from '../licenses/decide.ts';
import { listedLicenses, targetOf } from '../licenses/entry.ts';
import type { ClassOf } from '../licenses/judge.ts';
import { compilePattern, type Pattern } from './pattern/pattern.ts';

/** A function of conditions. What it compares with stands in the policy itself, so that it can be checked beforehand. */
export interface ConditionFunction {
  /** As CEL declares it. */
  readonly signature: string;
  /** Steps of the budget that one call costs. */
  readonly cost: number;
  /** Reads what is compared with; throws an `Error` whose message says what is wrong with it. */
  prepare(fixed: readonly string[]): (text: string) => boolean;
}

/** The functions that conditions have beside CEL's own; `CONDITIONS.md` says what they do. */
export function conditionFunctions(classOf: ClassOf): Readonly<Record<string, ConditionFunction>> {
  const listsOf = (fixed: readonly string[]) => {
    const wrong = fixed.map(targetOf).find((target) => typeof target === 'string');
    if (typeof wrong === 'string') throw new Error(wrong);
    return listedLicenses('allow', fixed).map((entry) => ({ entry, named: 0 }));
  };
  const namesLicense = (fixed: readonly string[]) => {
    const listed = listsOf(fixed);
    return (leaf: LicenseLeaf) =>
      decide(listed, { is: 'license', leaf, class: classOf(printLeaf(leaf)) ?? classOf(leaf.id) }) !== null;
  };
  return {
    licenseAllows: {
      signature: 'licenseAllows(string, list<string>): bool',
      cost: 2_000,
      prepare(fixed) {
        const isNamed = namesLicense(fixed);
        return (license) => verdictOf(license, (leaf) => (isNamed(leaf) ? 'allow' : 'deny')) === 'allow';
      },
    },
    licenseRequires: {
      signature: 'licenseRequires(string, list<string>): bool',
      cost: 2_000,
      prepare(fixed) {
        const isNamed = namesLicense(fixed);
        return (license) => verdictOf(license, (leaf) => (isNamed(leaf) ? 'deny' : 'allow')) === 'deny';
      },
    },
    versionMatches: {
      signature: 'versionMatches(string, string): bool',
      cost: 500,
      prepare: ([range = '']) => inRange(range),
    },
    keyMatches: {
      signature: 'keyMatches(string, string): bool',
      cost: 500,
      prepare:
        ([pattern = '']) =>
        (key) =>
          matchesStars(pattern, key),
    },
    pathMatches: {
      signature: 'pathMatches(string, string): bool',
      cost: 500,
      prepare: ([glob = '']) => globbed(glob),
    },
    pinAtLeast: {
      signature: 'pinAtLeast(string, string): bool',
      cost: 5,
      prepare: ([least = '']) => pinned(least),
    },
  };
}

/** Reads a regular expression, which is one of RE2's and matches in linear time. */
export function preparePattern(fixed: readonly string[]): Pattern {
  return compilePattern(fixed[0] ?? '');
}

function verdictOf(license: string, judge: (leaf: LicenseLeaf) => 'allow' | 'deny'): 'allow' | 'deny' | null {
  const parsed = parseExpression(license);
  if (parsed.is !== 'expression') return null;
  const { verdict } = evaluateExpression(parsed.expression, judge);
  return verdict === 'allow' || verdict === 'deny' ? verdict : null;
}

function inRange(range: string): (text: string) => boolean {
  const wanted = parseConstraint(range, 'npm');
  if ('invalid' in wanted)
    throw new Error(`${wanted.invalid} Versions are written ">=1.2 <2", "1.x" or "1.2.3 || 1.4".`);
  return (text) => {
    const version = parseVersion(text);
    return version !== null && subtract(exactly(version), wanted).length === 0;
  };
}

function globbed(glob: string): (text: string) => boolean {
  const defect = globDefect(glob);
  if (defect !== undefined) throw new Error(`The glob cannot be used. ${defect}`);
  const globs = compileGlobs([glob]);
  return (path) => globs.some(path);
}

function pinned(least: string): (text: string) => boolean {
  const wanted = pins.find((pin) => pin === least);
  if (wanted === undefined) throw new Error(`A pin is one of ${pins.join(', ')}.`);
  return (text) => {
    const pin = pins.find((one) => one === text);
    return pin !== undefined && isAtLeast(pin, wanted);
  };
}
