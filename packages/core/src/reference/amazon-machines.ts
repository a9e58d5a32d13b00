import type { Literal } from '../parse/literals/index.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { referenceFact } from './reference.ts';

const amiId = /^ami-[0-9a-f]{8,17}$/;

/** Reads a machine image of AWS by its id; what is no id is looked up when it is deployed. */
export function* amazonImage(site: LiteralSite, literal: Literal): Iterable<ReferenceFact> {
  for (const reference of literalTexts(site, literal)) {
    const { text } = reference.resolved;
    if (!amiId.test(text)) continue;
    yield referenceFact(site, reference, {
      kind: 'vm-image',
      // An id says nothing but which bytes.
      name: 'aws/ami',
      request: { is: 'version', text },
      // Only an id is taken for one: another text in its place would name nothing.
      slots: [],
    });
  }
}
