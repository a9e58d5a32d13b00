import { globDefect, parseExpression } from '@fineprint/core';
import type { PolicyDocument } from './document.ts';
import { misfits } from './issues.ts';
import { keyPatternDefect, kindOfPattern } from './key-pattern.ts';
import { licenseLists, targetOf } from './licenses/entry.ts';
import type { PolicyDefect } from './policy-error.ts';
import type { PolicyRule } from './rule.ts';
import { LevelOrOff, type LicenseEntry, type PolicyFile } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** What is known of rules and kinds, so that a name that means nothing is an error. */
export interface KnownNames {
  readonly rules: readonly PolicyRule[];
  /** Ids of all kinds; without them the kinds that a policy names are not checked. */
  readonly kinds: readonly string[] | null;
}

type Path = readonly PropertyKey[];
type Tell = (path: Path, message: string) => void;

/** Checks what no schema can say: licences, patterns, globs, dates, rule ids. Throws with every defect and its place. */
export function validate(policy: PolicyFile, document: PolicyDocument, known: KnownNames): void {
  const defects: PolicyDefect[] = [];
  const tell: Tell = (path, message) => defects.push({ message, location: document.placeOf(path) });
  const tellOfKey: Tell = (path, message) => defects.push({ message, location: document.placeOfKey(path) });

  validateLicenses(policy, known, tell);
  for (const pattern of Object.keys(policy.pinning ?? {})) {
    validateKeyPattern(pattern, ['pinning', pattern], known, tellOfKey);
  }
  validateRules(policy, document, known, defects);
  validateWaivers(policy, known, tell);
  for (const [index, glob] of (policy.exclude ?? []).entries()) validateGlob(glob, ['exclude', index], tell);
  for (const [index, { path }] of (policy.usage ?? []).entries()) {
    validateGlob(path, ['usage', index, 'path'], tell);
  }
  const [first, ...rest] = defects;
  if (first) throw document.error([first, ...rest]);
}

function validateLicenses({ licenses = {}, rules = {} }: PolicyFile, known: KnownNames, tell: Tell): void {
  for (const list of licenseLists) {
    for (const [index, entry] of (licenses[list] ?? []).entries()) {
      validateEntry(entry, ['licenses', list, index], known, tell);
    }
  }
  const level = levelIn(rules['license-unknown']);
  if (licenses.unknown !== undefined && level !== undefined && level !== licenses.unknown) {
    tell(
      ['licenses', 'unknown'],
      `"licenses.unknown" is "${licenses.unknown}" and the level of the rule license-unknown is "${level}": they say the same thing, so write one of them.`,
    );
  }
}

function validateEntry(entry: LicenseEntry, path: Path, known: KnownNames, tell: Tell): void {
  if (typeof entry === 'string') {
    const target = targetOf(entry);
    if (typeof target === 'string') tell(path, target);
    return;
  }
  const isList = typeof entry.license !== 'string';
  for (const [index, license] of [entry.license].flat().entries()) {
    const target = targetOf(license);
    if (typeof target === 'string') tell([...path, 'license', ...(isList ? [index] : [])], target);
  }
  if ([entry.license, entry.usage, entry.kinds].some((list) => list?.length === 0)) {
    tell(path, 'An entry with an empty list speaks of nothing: leave the key out, or the entry.');
  }
  for (const [index, kind] of (entry.kinds ?? []).entries()) {
    validateKind(kind, [...path, 'kinds', index], known, tell);
  }
}

function validateKeyPattern(pattern: string, path: Path, known: KnownNames, tell: Tell): void {
  const defect = keyPatternDefect(pattern);
  const kind = kindOfPattern(pattern);
  if (defect !== null) tell(path, defect);
  else if (kind !== null) validateKind(kind, path, known, tell);
}

function validateKind(kind: string, path: Path, { kinds }: KnownNames, tell: Tell): void {
  if (kinds === null || kinds.includes(kind)) return;
  tell(path, `There is no kind "${cut(kind)}".${didYouMean(kind, kinds)}`);
}

function validateRules(
  { rules = {} }: PolicyFile,
  document: PolicyDocument,
  known: KnownNames,
  defects: PolicyDefect[],
): void {
  const tellOfKey: Tell = (path, message) => defects.push({ message, location: document.placeOfKey(path) });
  for (const [id, setting] of Object.entries(rules)) {
    const rule = known.rules.find((one) => one.id === id);
    if (!rule) tellOfKey(['rules', id], unknownRule(id, known));
    if (!rule || typeof setting === 'string') continue;

    const { level, ...options } = setting;
    if (level !== undefined) defects.push(...misfits(LevelOrOff, level, document, ['rules', id, 'level']));
    if (rule.section === undefined) {
      defects.push(...misfits(rule.options, options, document, ['rules', id]));
      for (const [index, pattern] of patternsIn(options).entries()) {
        const tell: Tell = (path, message) => defects.push({ message, location: document.placeOf(path) });
        validateKeyPattern(pattern, ['rules', id, 'except', index], known, tell);
      }
      continue;
    }
    for (const key of Object.keys(options)) {
      tellOfKey(
        ['rules', id, key],
        `The options of ${id} are the section "${rule.section}": "${cut(key)}" cannot stand here.`,
      );
    }
  }
}

function unknownRule(id: string, { rules }: KnownNames): string {
  const ids = rules.map((rule) => rule.id);
  return `There is no rule "${cut(id)}".${didYouMean(id, ids)} Rules: ${ids.join(', ')}.`;
}

/** Every rule that leaves components out calls that option `except`. */
function patternsIn({ except }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(except) ? except.filter((item) => typeof item === 'string') : [];
}

function validateWaivers({ waivers = [] }: PolicyFile, known: KnownNames, tell: Tell): void {
  const ids = known.rules.map(({ id }) => id);
  const seen = new Set<string>();
  for (const [index, waiver] of waivers.entries()) {
    const at = (key: string): Path => ['waivers', index, key];
    const { id, rule, component, path, license, reason, expires } = waiver;
    if (seen.has(id)) tell(at('id'), `The id "${cut(id)}" is another waiver's too.`);
    seen.add(id);
    for (const [key, text] of Object.entries({
      id,
      reason,
      owner: waiver.owner,
      versions: waiver.versions,
    })) {
      if (text?.trim() === '') tell(at(key), `"${key}" is empty.`);
    }
    if (!ids.includes(rule)) {
      tell(at('rule'), unknownRule(rule, known));
    }
    validateWaivedComponent(component, at('component'), known, tell);
    if (path !== undefined) validateGlob(path, at('path'), tell);
    if (license !== undefined) validateWaivedLicense(license, at('license'), tell);
    if (!isDate(expires))
      tell(at('expires'), `"${cut(expires)}" is no date. A date is written "2027-03-31".`);
  }
}

function validateWaivedComponent(component: string, path: Path, known: KnownNames, tell: Tell): void {
  if (component.startsWith('pkg:')) {
    if (!/[@?#]/.test(component)) return;
    tell(
      path,
      'A waiver names a component without version and qualifiers; "versions" says which versions it is for.',
    );
    return;
  }
  if (component.includes(':')) {
    validateKeyPattern(component, path, known, tell);
    return;
  }
  tell(
    path,
    'A waiver names a key ("github-action:actions/checkout") or a purl without version ("pkg:github/actions/checkout").',
  );
}

function validateWaivedLicense(license: string, path: Path, tell: Tell): void {
  const parsed = parseExpression(license);
  if (parsed.is === 'expression') return;
  tell(
    path,
    parsed.is === 'invalid'
      ? parsed.reason
      : `"${license}" is no licence that a waiver can be given for: leave "license" out.`,
  );
}

function validateGlob(glob: string, path: Path, tell: Tell): void {
  const defect = globDefect(glob);
  if (defect !== undefined) tell(path, `The glob "${cut(glob)}" cannot be used. ${defect}`);
}

const isoDate = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;

function isDate(text: string): boolean {
  const { year, month, day } = isoDate.exec(text)?.groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

function levelIn(setting: NonNullable<PolicyFile['rules']>[string] | undefined): unknown {
  return typeof setting === 'object' ? setting.level : setting;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
