import type { Literal } from '../parse/literals/index.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { partOf, type Reference, referenceFact, slotsAt, unresolvedPart } from './reference.ts';

// `arn:aws:lambda:region:account:layer:name:version`; a part that is not known may have colons in it.
const layerArn = /:layer:(?<name>[^:]+)(?::(?<version>[^:]+))?$/d;

/** Reads a layer of AWS Lambda by its ARN: the account that offers it and its name. */
export function* lambdaLayer(site: LiteralSite, literal: Literal | undefined): Iterable<ReferenceFact> {
  if (!literal || literal.is === 'map') return;
  for (const reference of literalTexts(site, literal)) {
    const { resolved } = reference;
    const match = layerArn.exec(resolved.text);
    const account = match && /:(?<account>[^:]*)$/.exec(resolved.text.slice(0, match.index))?.groups?.account;
    if (!match || !account) {
      if (!resolved.isResolved) yield unknownLayer(site, reference);
      continue;
    }
    const { name = '', version } = match.groups ?? {};
    const [start = 0, end = 0] = match.indices?.groups?.version ?? [];
    const asked = partOf(resolved, { start: match.index, end: resolved.text.length });
    yield referenceFact(site, reference, {
      kind: 'lambda-layer',
      name: `${account}/${name}`,
      request: version ? { is: 'version', text: version } : { is: 'nothing' },
      ...unresolvedPart('version', asked),
      slots: version ? slotsAt(site.file, 'version', resolved, { start, end }) : [],
    });
  }
}

function unknownLayer(site: LiteralSite, reference: Reference): ReferenceFact {
  const { resolved } = reference;
  return referenceFact(site, reference, {
    kind: 'lambda-layer',
    name: resolved.text,
    request: { is: 'nothing' },
    ...unresolvedPart('name', resolved),
    slots: [],
  });
}
