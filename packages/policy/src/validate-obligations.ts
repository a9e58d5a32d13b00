import { cut, type KnownNames, type Tell } from './names.ts';
import type { PolicyFile } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** Checks that obligations exist, and that they can arise where they are not accepted. */
export function validateObligations(
  { obligations = {} }: PolicyFile,
  { obligations: known }: KnownNames,
  tell: Tell,
  tellOfKey: Tell,
): void {
  if (known == null) return;
  const ids = Object.keys(known);
  for (const [id, usages] of Object.entries(obligations)) {
    const arises = Object.hasOwn(known, id) ? known[id] : undefined;
    if (arises === undefined) {
      const message = `There is no obligation "${cut(id)}".${didYouMean(id, ids)} Obligations: ${ids.join(', ')}.`;
      tellOfKey(['obligations', id], message);
      continue;
    }
    for (const [index, usage] of usages.entries()) {
      if (arises.includes(usage)) continue;
      const message = `The obligation "${id}" does not arise from ${usage} components, only from ${arises.join(', ')} ones.`;
      tell(['obligations', id, index], message);
    }
  }
}
