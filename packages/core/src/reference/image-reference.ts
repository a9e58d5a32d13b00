import { locate } from '../model/location.ts';
import type { FileProblem } from '../model/problem.ts';
import { parseImageReference, writtenPlace } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ReferenceFact } from './fact.ts';
import { wholeImageParts } from './image-parts.ts';
import { type Reference, type ReferenceSite, referenceFact } from './reference.ts';
import { isOnlyTag } from './variable-uses.ts';

// `<IMAGE1_NAME>` is what CodePipeline fills in; people write `<ACCOUNT_ID>` where a reader is to fill in something.
const blank = /<[A-Za-z][A-Za-z0-9_ -]{0,100}>/;

/** Reads the name of an image; what makes no sense is said and kept as it is written, and so is a blank in it. */
export function* imageReference(
  site: ReferenceSite,
  reference: Reference,
): Iterable<ReferenceFact | FileProblem> {
  const { file } = site;
  const { resolved } = reference;
  const open = blank.exec(resolved.text)?.[0];
  if (open !== undefined) {
    const because = `${open} stands for what is filled in before it is used.`;
    const unresolved = { part: 'name', because } as const;
    const name = resolved.text;
    yield referenceFact(site, reference, {
      kind: 'container-image',
      name,
      request: { is: 'nothing' },
      unresolved,
      slots: [],
    });
    return;
  }
  const parsed = parseImageReference(resolved.text);
  if (parsed.is === 'invalid')
    yield file.problem(
      'reference-invalid',
      `"${resolved.text}" names no image: ${parsed.reason}.`,
      reference.at,
    );
  const writtenAt = (span: Span) => {
    const written = writtenPlace(resolved, span);
    if (!written) return undefined;
    const { verbatim, via } = written;
    const isVariable = via.length > 0;
    const isShared = isVariable && !isOnlyTag(file, via);
    const names = site.namesAreGlobal ? { names: via.map(({ name }) => name) } : {};
    return { at: locate('', file.place(written)), verbatim, isVariable, isShared, ...names };
  };
  const parts = wholeImageParts(resolved.text, writtenAt);
  const slots = parts.slots.map(({ at, ...slot }) => ({ ...slot, place: at }));
  yield referenceFact(site, reference, { ...parts, slots });
}
