import { entryValue, type Literal, type MapLiteral } from '../parse/literals/index.ts';
import { downloadParts } from './download-parts.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { referenceFact, slotsAt } from './reference.ts';

// Of the extension for custom scripts, and of deployment scripts:
// https://learn.microsoft.com/azure/virtual-machines/extensions/custom-script-linux
const scriptFields: ReadonlySet<string> = new Set([
  'fileUris',
  'scriptUri',
  'primaryScriptUri',
  'supportingScriptUris',
]);

/** Whether a field says which files a machine or a deployment script fetches. */
export function isScriptUri(field: string): boolean {
  return scriptFields.has(field);
}

/** Reads the files that a machine or a deployment script fetches; those beside the template are first-party. */
export function* scriptUris(site: LiteralSite, uris: Literal): Iterable<ReferenceFact> {
  for (const { value } of site.evaluation.reduce(uris)) {
    for (const uri of value.is === 'list' ? value.items : [value]) {
      for (const reference of literalTexts(site, uri)) {
        const { text, pieces } = reference.resolved;
        const isOwn = pieces.some(({ via }) => via.some(({ name }) => /artifactsLocation/i.test(name)));
        const parts =
          /^https?:\/\/[^$/]+\//i.test(text) && !isOwn && downloadParts(site.file, reference.resolved);
        if (parts) yield referenceFact(site, reference, parts);
      }
    }
  }
}

/**
 * Reads an extension of a virtual machine (https://learn.microsoft.com/azure/virtual-machines/extensions/overview): a program
 * of `publisher` that is installed on it. One that a module's caller chooses is named there.
 */
export function* machineExtension(site: LiteralSite, map: MapLiteral): Iterable<ReferenceFact> {
  const [publisher, type, version] = ['publisher', 'type', 'typeHandlerVersion'].map((key) => {
    const value = entryValue(map, key);
    const texts = value ? literalTexts(site, value) : [];
    const [only, more] = texts;
    return only && !more && only.resolved.isResolved ? only : undefined;
  });
  if (!publisher || !type || !version) return;
  const { text } = version.resolved;
  yield referenceFact(site, version, {
    kind: 'tool',
    name: `${publisher.resolved.text}/${type.resolved.text}`,
    request: { is: 'version', text },
    slots: slotsAt(site.file, 'version', version.resolved, { start: 0, end: text.length }),
  });
}
