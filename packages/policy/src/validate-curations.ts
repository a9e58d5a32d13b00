import { parseExpression } from '@fineprint/core';
import {
  cut,
  type KnownNames,
  type Path,
  type Tell,
  validateNamedComponent,
  validateText,
  validateTextHashes,
  validateVersions,
} from './names.ts';
import type { PolicyFile } from './schema.ts';

/** Checks what no schema can say of curations. */
export function validateCurations({ curations = [] }: PolicyFile, known: KnownNames, tell: Tell): void {
  if (curations.length > mostCurations)
    tell(['curations'], `A policy has at most ${mostCurations} curations; here are ${curations.length}.`);
  const seen = new Set<string>();
  for (const [index, curation] of curations.entries()) {
    const at = (...keys: Path): Path => ['curations', index, ...keys];
    const { id, component, versions, license, reason, owner, text } = curation;
    if (seen.has(id)) tell(at('id'), `The id "${cut(id)}" is another curation's too.`);
    seen.add(id);
    for (const [key, written] of Object.entries({ id, reason, owner, component, license })) {
      validateText(key, written, at(key), tell);
    }
    validateNamedComponent('A curation', component, at('component'), known, tell);
    if (versions !== undefined) validateVersions(versions, at('versions'), tell);
    validateLicense(license, at('license'), tell);
    if (text !== undefined) validateTextHashes(text, at('text'), tell);
  }
}

// Each of them is held against each component.
const mostCurations = 2_000;

function validateLicense(license: string, path: Path, tell: Tell): void {
  const parsed = parseExpression(license);
  if (parsed.is === 'invalid') tell(path, `${parsed.reason} A licence is an SPDX expression or "NONE".`);
  if (parsed.is === 'no-assertion') {
    tell(path, '"NOASSERTION" corrects nothing: a licence is an SPDX expression or "NONE".');
  }
}
