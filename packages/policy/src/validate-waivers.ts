import { parseExpression } from '@fineprint/core';
import {
  cut,
  type KnownNames,
  type Path,
  type Tell,
  unknownRule,
  validateGlob,
  validateNamedComponent,
  validateText,
} from './names.ts';
import type { PolicyFile } from './schema.ts';

/** Checks what no schema can say of waivers. */
export function validateWaivers({ waivers = [] }: PolicyFile, known: KnownNames, tell: Tell): void {
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
      validateText(key, text, at(key), tell);
    }
    if (!ids.includes(rule)) {
      tell(at('rule'), unknownRule(rule, known));
    }
    validateNamedComponent('A waiver', component, at('component'), known, tell);
    if (path !== undefined) validateGlob(path, at('path'), tell);
    if (license !== undefined) validateWaivedLicense(license, at('license'), tell);
    if (!isDate(expires))
      tell(at('expires'), `"${cut(expires)}" is no date. A date is written "2027-03-31".`);
  }
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

const isoDate = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;

function isDate(text: string): boolean {
  const { year, month, day } = isoDate.exec(text)?.groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
