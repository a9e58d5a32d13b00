import { globDefect, parseConstraint } from '@fineprint/core';
import { keyPatternDefect, kindOfPattern } from './key-pattern.ts';
import type { Obligations } from './obligations.ts';
import type { PolicyRule } from './rule.ts';
import { didYouMean } from './suggest.ts';

/** What is known of rules and kinds, so that a name that means nothing is an error. */
export interface KnownNames {
  readonly rules: readonly PolicyRule[];
  /** Ids of all kinds; without them the kinds that a policy names are not checked. */
  readonly kinds: readonly string[] | null;
  /** The usages in which each obligation can arise; without them the obligations that a policy names are not checked. */
  readonly obligations?: Obligations | null;
}

export type Path = readonly PropertyKey[];
export type Tell = (path: Path, message: string) => void;

/** Checks a pattern over kinds and keys. */
export function validateKeyPattern(pattern: string, path: Path, known: KnownNames, tell: Tell): void {
  const defect = keyPatternDefect(pattern);
  const kind = kindOfPattern(pattern);
  if (defect !== null) tell(path, defect);
  else if (kind !== null) validateKind(kind, path, known, tell);
}

/** Checks that a kind exists, where the kinds are known. */
export function validateKind(kind: string, path: Path, { kinds }: KnownNames, tell: Tell): void {
  if (kinds === null || kinds.includes(kind)) return;
  tell(path, `There is no kind "${cut(kind)}".${didYouMean(kind, kinds)}`);
}

/** Checks the key pattern or version-less purl pattern that names a component; `what` begins the sentence: `A waiver`. */
export function validateNamedComponent(
  what: string,
  component: string,
  path: Path,
  known: KnownNames,
  tell: Tell,
): void {
  if (component.startsWith('pkg:')) {
    if (!/[@?#]/.test(component)) return;
    tell(
      path,
      `${what} names a component without version and qualifiers; "versions" says which versions it is for.`,
    );
    return;
  }
  if (component.includes(':')) {
    validateKeyPattern(component, path, known, tell);
    return;
  }
  tell(
    path,
    `${what} names a key ("github-action:actions/checkout") or a purl without version ("pkg:github/actions/checkout").`,
  );
}

/** Checks a text that every finding or licence repeats: it is not empty, and not without end. */
export function validateText(key: string, text: string | undefined, path: Path, tell: Tell): void {
  if (text === undefined) return;
  if (text.trim() === '') tell(path, `"${key}" is empty.`);
  if (text.length > longestText)
    tell(path, `"${key}" has ${text.length} characters; ${longestText} is the limit.`);
}

const longestText = 2_000;

/** Checks a range of versions, which is written as npm writes them. */
export function validateVersions(versions: string, path: Path, tell: Tell): void {
  const set = parseConstraint(versions, 'npm');
  if ('invalid' in set)
    tell(path, `${set.invalid} Versions are written ">=1.2 <2", "1.x" or "1.2.3 || 1.4".`);
  else if (set.length === 0) tell(path, `No version is in "${cut(versions)}".`);
}

/** Checks the SHA-256 of one license text or several. */
export function validateTextHashes(text: string | readonly string[], path: Path, tell: Tell): void {
  const isList = typeof text !== 'string';
  for (const [place, hash] of [text].flat().entries()) {
    if (!sha256.test(hash)) tell([...path, ...(isList ? [place] : [])], noHash(hash));
  }
  if (isList && text.length === 0) tell(path, 'A list of no texts binds to nothing: leave "text" out.');
}

const sha256 = /^[0-9a-f]{64}$/i;

function noHash(text: string): string {
  return `"${cut(text)}" is no SHA-256: 64 hexadecimal digits, as "fineprint explain" shows them for a licence text.`;
}

/** Checks a path glob. */
export function validateGlob(glob: string, path: Path, tell: Tell): void {
  const defect = globDefect(glob);
  if (defect !== undefined) tell(path, `The glob "${cut(glob)}" cannot be used. ${defect}`);
}

/** Says that there is no such rule, and which there are. */
export function unknownRule(id: string, { rules }: KnownNames): string {
  const ids = rules.map((rule) => rule.id);
  return `There is no rule "${cut(id)}".${didYouMean(id, ids)} Rules: ${ids.join(', ')}.`;
}

/** A text from a policy as a message can hold it. */
export function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
