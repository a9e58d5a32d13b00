import {
  type Answer,
  type ConstraintSyntax,
  compareVersions,
  exactly,
  intersect,
  parseConstraint,
  parseVersion,
  type Version,
} from '@fineprint/core';

/**
 * The newest version that a constraint admits, of those that a registry lists; a pre-release only where the constraint
 * names one. A version that is not made of numbers is none here.
 */
export function newestAdmitted(
  versions: readonly string[],
  constraint: string | null,
  source: string,
  syntax: ConstraintSyntax = 'terraform',
): Answer {
  const none: Answer = {
    is: 'unanswered',
    because: `${source} lists no version that "${constraint ?? '*'}" admits.`,
  };
  const terms = (constraint ?? '').split(',').map((term) => term.trim());
  const excluded = terms.flatMap((term) => (term.startsWith('!=') ? (parsed(term) ?? []) : []));
  const set = parseConstraint(terms.filter((term) => !term.startsWith('!=')).join(' '), syntax);
  if ('invalid' in set) return none;
  const takesPreReleases = terms.some((term) => isPreRelease(parsed(term.split(' ').at(-1) ?? '')));
  let newest: { readonly text: string; readonly version: Version } | null = null;
  for (const text of versions) {
    const version = parseVersion(text);
    if (version === null || (isPreRelease(version) && !takesPreReleases)) continue;
    if (intersect(exactly(version), set).length === 0) continue;
    if (excluded.some((one) => compareVersions(one, version) === 0)) continue;
    if (newest === null || compareVersions(version, newest.version) > 0) newest = { text, version };
  }
  return newest === null ? none : { is: 'answer', version: newest.text, digest: null, commit: null };
}

const operator = /^[^\dv]*/;

function parsed(term: string): Version | null {
  return parseVersion(term.replace(operator, ''));
}

function isPreRelease(version: Version | null): boolean {
  return version !== null && version.preRelease.length > 0;
}
