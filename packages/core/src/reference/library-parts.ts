import type { ResolvedText } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { type ReferenceParts, slotsAt, unresolvedPart } from './reference.ts';

/**
 * What is asked of a package of a language's registry; `name` begins with the type of its purl. `asked` says what the
 * written version means where the ecosystem adds something to it (`1.2` of Cargo is `^1.2`).
 */
export function libraryParts(
  file: SourceFile,
  name: string,
  version: ResolvedText | null,
  asked: string | undefined = version?.text,
): ReferenceParts {
  if (!version?.text || asked === undefined)
    return { kind: 'library', name, request: { is: 'nothing' }, slots: [] };
  return {
    kind: 'library',
    name,
    request: { is: 'version', text: asked },
    ...unresolvedPart('version', version),
    slots: slotsAt(file, 'version', version, { start: 0, end: version.text.length }),
  };
}
