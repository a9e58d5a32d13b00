import { isDate, parseExpression } from '@fineprint/core';
import {
  cut,
  type KnownNames,
  type Path,
  type Tell,
  unknownRule,
  validateGlob,
  validateNamedComponent,
  validateText,
  validateTextHashes,
  validateVersions,
} from './names.ts';
import type { PolicyFile } from './schema.ts';

/** Checks what no schema can say of waivers. */
export function validateWaivers({ waivers = [] }: PolicyFile, known: KnownNames, tell: Tell): void {
  const seen = new Set<string>();
  for (const [index, waiver] of waivers.entries()) {
    const at = (key: string): Path => ['waivers', index, key];
    const { id, rule, component, path, versions, license, text, reason, owner, ticket, expires } = waiver;
    if (seen.has(id)) tell(at('id'), `The id "${cut(id)}" is another waiver's too.`);
    seen.add(id);
    for (const [key, written] of Object.entries({ id, reason, owner, ticket })) {
      validateText(key, written, at(key), tell);
    }
    validateWaivedRules(rule, at('rule'), known, tell);
    if (component !== undefined) validateNamedComponent('A waiver', component, at('component'), known, tell);
    else if (path === undefined) tell(['waivers', index], 'A waiver names a "component", a "path", or both.');
    else validateUnnamed(waiver, at, tell);
    if (path !== undefined) validateGlob(path, at('path'), tell);
    if (versions !== undefined) validateVersions(versions, at('versions'), tell);
    if (license !== undefined) validateWaivedLicense(license, at('license'), tell);
    if (text !== undefined) validateTextHashes(text, at('text'), tell);
    if (!isDate(expires))
      tell(at('expires'), `"${cut(expires)}" is no date. A date is written "2027-03-31".`);
  }
}

function validateWaivedRules(
  rule: string | readonly string[],
  path: Path,
  known: KnownNames,
  tell: Tell,
): void {
  const ids = known.rules.map(({ id }) => id);
  const isList = typeof rule !== 'string';
  for (const [place, id] of [rule].flat().entries()) {
    if (!ids.includes(id)) tell([...path, ...(isList ? [place] : [])], unknownRule(id, known));
  }
  if (isList && rule.length === 0) tell(path, 'A waiver names at least one rule.');
}

/** What is true of one component is true of no path. */
function validateUnnamed(waiver: WaiverEntry, at: (key: string) => Path, tell: Tell): void {
  for (const key of ['versions', 'license', 'text'] as const) {
    if (waiver[key] !== undefined)
      tell(at(key), `"${key}" is that of a component, and this waiver names none.`);
  }
}

type WaiverEntry = NonNullable<PolicyFile['waivers']>[number];

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
