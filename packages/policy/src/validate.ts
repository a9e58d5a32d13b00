import type { PolicyDocument } from './document.ts';
import { misfits } from './issues.ts';
import { licenseLists, targetOf } from './licenses/entry.ts';
import {
  cut,
  type KnownNames,
  type Path,
  type Tell,
  unknownRule,
  validateGlob,
  validateKeyPattern,
  validateKind,
  validateNamedComponent,
  validateVersions,
} from './names.ts';
import type { PolicyDefect } from './policy-error.ts';
import { LevelOrOff, type LicenseEntry, type PolicyFile } from './schema.ts';
import { validateCurations } from './validate-curations.ts';
import { validateObligations } from './validate-obligations.ts';
import { validateWaivers } from './validate-waivers.ts';

/** Checks what no schema can say: licences, patterns, globs, dates, rule ids. Throws with every defect and its place. */
export function validate(policy: PolicyFile, document: PolicyDocument, known: KnownNames): void {
  const defects: PolicyDefect[] = [];
  const tell: Tell = (path, message) => defects.push({ message, location: document.placeOf(path) });
  const tellOfKey: Tell = (path, message) => defects.push({ message, location: document.placeOfKey(path) });

  validateLicenses(policy, known, tell);
  for (const pattern of Object.keys(policy.pinning ?? {})) {
    validateKeyPattern(pattern, ['pinning', pattern], known, tellOfKey);
  }
  for (const list of ['allow', 'deny'] as const) {
    for (const [index, pattern] of (policy.sources?.[list] ?? []).entries())
      validateKeyPattern(pattern, ['sources', list, index], known, tell);
  }
  validateObligations(policy, known, tell, tellOfKey);
  validateRules(policy, document, known, defects);
  validateWaivers(policy, known, tell);
  validateCurations(policy, known, tell);
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
  const { components, versions } = entry;
  if ([entry.license, entry.usage, entry.kinds, components].some((list) => list?.length === 0)) {
    tell(path, 'An entry with an empty list speaks of nothing: leave the key out, or the entry.');
  }
  for (const [index, kind] of (entry.kinds ?? []).entries()) {
    validateKind(kind, [...path, 'kinds', index], known, tell);
  }
  for (const [index, component] of [components ?? []].flat().entries()) {
    const at = [...path, 'components', ...(typeof components === 'string' ? [] : [index])];
    validateNamedComponent('An entry', component, at, known, tell);
  }
  if (versions === undefined) return;
  if (components === undefined)
    tell([...path, 'versions'], '"versions" are those of "components": name them too.');
  validateVersions(versions, [...path, 'versions'], tell);
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
      for (const [index, kind] of textsIn(options.kinds).entries()) {
        const tell: Tell = (path, message) => defects.push({ message, location: document.placeOf(path) });
        validateKind(kind, ['rules', id, 'kinds', index], known, tell);
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

/** Every rule that leaves components out calls that option `except`. */
function patternsIn({ except }: Readonly<Record<string, unknown>>): readonly string[] {
  return textsIn(except);
}

function textsIn(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.filter((item) => typeof item === 'string') : [];
}

function levelIn(setting: NonNullable<PolicyFile['rules']>[string] | undefined): unknown {
  return typeof setting === 'object' ? setting.level : setting;
}
