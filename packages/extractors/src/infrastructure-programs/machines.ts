import {
  amazonImage,
  type Literal,
  type LiteralSite,
  literalTexts,
  type ReferenceFact,
  referenceFact,
} from '@fineprint/core';

/** Reads machine images by region: `{ 'eu-west-1': 'ami-…' }`. */
export function* readMachines(site: LiteralSite, literal: Literal | undefined): Iterable<ReferenceFact> {
  if (!literal) return;
  for (const { value } of site.evaluation.reduce(literal)) {
    for (const entry of value.is === 'map' ? value.entries : [])
      yield* amazonImage({ ...site, address: `${site.address}.${entry.key}` }, entry.value);
  }
}

/** Reads a parameter of Systems Manager that says which image is the newest; those of AWS begin with `/aws/service/`. */
export function* readParameter(site: LiteralSite, literal: Literal | undefined): Iterable<ReferenceFact> {
  if (!literal || literal.is === 'map') return;
  for (const reference of literalTexts(site, literal)) {
    const { text, isResolved } = reference.resolved;
    if (!isResolved || !text.startsWith('/aws/service/')) continue;
    yield referenceFact(site, reference, {
      kind: 'vm-image',
      name: text.slice(1),
      request: { is: 'nothing' },
      slots: [],
    });
  }
}
