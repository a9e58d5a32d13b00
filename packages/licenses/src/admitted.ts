import {
  type ConstraintSyntax,
  everyVersion,
  exactly,
  parseConstraint,
  parseVersion,
  subtract,
  type VersionSet,
} from '@fineprint/core';
import { versionSyntaxOf } from './keys.ts';
import { parseTag, type Tag } from './versions/tag.ts';

/** The versions that a component can have. */
export interface Admitted {
  readonly is: 'one' | 'several' | 'every';
  readonly set: VersionSet;
  /** The words of its tag beside the version. */
  readonly variants: readonly string[];
  /** Why no version is known, where `every` one is admitted; else empty. */
  readonly reason: string;
}

/** Whether every version that a component can have is in a range, which is written as npm writes them. */
export function admitsOnly(
  component: { readonly key: string; readonly version: string | null; readonly requested: string | null },
  versions: string,
): boolean {
  const wanted = parseConstraint(versions, 'npm');
  if ('invalid' in wanted) return false;
  return subtract(admittedBy(component, versionSyntaxOf(component.key)).set, wanted).length === 0;
}

/** Works out which versions a component can have: its exact version decides, then what was requested, else every one. */
export function admittedBy(
  {
    key,
    version,
    requested,
  }: { readonly key: string; readonly version: string | null; readonly requested: string | null },
  syntax: ConstraintSyntax | 'tag',
): Admitted {
  const name = key.slice(key.indexOf(':') + 1);
  const tag = syntax === 'tag' && requested !== null ? parseTag(plainTag(requested), name) : null;
  if (version !== null) return withVariants(ofExact(version, name, syntax), tag);
  if (requested === null || requested.trim() === '') return every('No version is known.');
  return tag === null ? ofRequest(requested, name, syntax) : ofTag(tag);
}

const references = /^refs\/(?:tags|heads)\//;
const afterTag = /@.*$/;

function plainTag(text: string): string {
  return text.trim().replace(references, '').replace(afterTag, '');
}

function ofExact(version: string, name: string, syntax: ConstraintSyntax | 'tag'): Admitted {
  const exact = syntax === 'tag' ? null : parseVersion(version.trim());
  if (exact !== null) return { is: 'one', set: exactly(exact), variants: [], reason: '' };
  return ofTag(parseTag(plainTag(version), name));
}

function ofTag({ versions, exact, variants, reason }: Tag): Admitted {
  if (versions === null) return { ...every(reason ?? 'No version is known.'), variants };
  return { is: exact === null ? 'several' : 'one', set: versions, variants, reason: '' };
}

function ofRequest(requested: string, name: string, syntax: ConstraintSyntax | 'tag'): Admitted {
  const set = parseConstraint(requested, syntax === 'tag' ? 'npm' : syntax);
  if (!('invalid' in set)) {
    const [only, ...others] = set;
    const isOne = others.length === 0 && only?.from != null && only.from === only.to;
    return { is: isOne ? 'one' : 'several', set, variants: [], reason: '' };
  }
  const tag = parseTag(plainTag(requested), name);
  return tag.versions === null ? every(set.invalid) : ofTag(tag);
}

function withVariants(admitted: Admitted, tag: Tag | null): Admitted {
  return tag === null
    ? admitted
    : { ...admitted, variants: [...new Set([...admitted.variants, ...tag.variants])] };
}

/** Admits every version, for a reason. */
export function every(reason: string): Admitted {
  return { is: 'every', set: everyVersion, variants: [], reason };
}
