import { osPackageReference, partOf, type Reference } from '@fineprint/core';
import { isRemoval, type ModuleReader, referencesAt } from './call.ts';

/** Makes the reader of a module that installs packages of an operating system; `deb` and names may be URLs of packages. */
export function packageReader(type: Parameters<typeof osPackageReference>[1]): ModuleReader {
  return function* read(call) {
    if (isRemoval(call)) return;
    for (const reference of referencesAt(call, 'name', 'pkg', 'package')) {
      for (const each of splitAtCommas(reference)) {
        // `*` is every package that is installed already.
        if (each.resolved.text !== '*') yield* osPackageReference(call.site, type, each);
      }
    }
    for (const reference of referencesAt(call, 'deb')) yield* osPackageReference(call.site, type, reference);
  };
}

/** `name: git,curl` names two packages, as every module takes a list that is written as text. */
export function splitAtCommas(reference: Reference): readonly Reference[] {
  const { at, resolved } = reference;
  const { text } = resolved;
  // A comma in an expression, or between two limits of a version (`>=1,<2`), parts no names.
  if (!text.includes(',') || !resolved.isResolved || /[<>=]/.test(text)) return [reference];
  const isInPlace = at.end - at.start === text.length;
  return [...text.matchAll(/[^,\s][^,]*/g)].map(({ index, 0: part }) => {
    const range = { start: index, end: index + part.trimEnd().length };
    const span = isInPlace ? { start: at.start + range.start, end: at.start + range.end } : at;
    return { at: span, resolved: partOf(resolved, range) };
  });
}
