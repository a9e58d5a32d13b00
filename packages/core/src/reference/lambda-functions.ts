import type { FileProblem } from '../model/problem.ts';
import { entryValue, type Literal, type MapLiteral } from '../parse/literals/index.ts';
import { containerImages } from './container-images.ts';
import type { ReferenceFact } from './fact.ts';
import { lambdaLayer } from './lambda-layers.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { type Reference, referenceFact, slotsAt } from './reference.ts';
import { runtimeName } from './runtime-name.ts';

/** Reads what a function of AWS Lambda runs on: its runtime, its layers, or its image. */
export function* lambdaFunction(
  site: LiteralSite,
  properties: MapLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const at = (key: string) => ({ ...site, address: `${site.address}/${key}` });
  const image = entryValue(properties, 'imageUri');
  if (image) yield* containerImages(at('imageUri'), image);
  const runtime = entryValue(properties, 'runtime');
  for (const reference of runtime ? literalTexts(site, runtime) : [])
    yield* lambdaRuntime(at('runtime'), reference);
  const layers = entryValue(properties, 'layers');
  for (const { value } of layers ? site.evaluation.reduce(layers) : []) {
    const items: readonly Literal[] = value.is === 'list' ? value.items : [];
    for (const item of items) yield* lambdaLayer(at('layers'), item);
  }
}

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: `nodejs20.x`, `python3.12`, `provided.al2023`
const identifier = /^(?<name>[a-z]+)\.?(?<version>\d[\w.]*|al\d+)?$/d;

function* lambdaRuntime(site: LiteralSite, reference: Reference): Iterable<ReferenceFact> {
  const { text } = reference.resolved;
  const match = identifier.exec(text);
  if (!match) return;
  const [start = 0, end = 0] = match.indices?.groups?.version ?? [];
  const { name = '', version } = match.groups ?? {};
  yield referenceFact(site, reference, {
    kind: 'runtime',
    name: runtimeName(name),
    request: version ? { is: 'tag', text: version } : { is: 'nothing' },
    slots: version ? slotsAt(site.file, 'version', reference.resolved, { start, end }) : [],
  });
}
