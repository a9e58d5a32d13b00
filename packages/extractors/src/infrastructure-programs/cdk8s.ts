import {
  type CallLiteral,
  chartReference,
  entryValue,
  type FileProblem,
  type LiteralSite,
  literalTexts,
  manifestParts,
  type Program,
  type ReferenceFact,
  referenceFact,
  workloadReferences,
} from '@fineprint/core';
import { mapsOf } from './cdk.ts';
import { importsAny, libraryPaths } from './names.ts';

/** Where cdk8s is imported from. */
export const cdk8sPrefixes = ['cdk8s', 'github.com/cdk8s-team/', 'Org/Cdk8s'];

type Reader = (site: LiteralSite, call: CallLiteral) => Iterable<ReferenceFact | FileProblem>;

/** Finds what a call of cdk8s is known to name (https://cdk8s.io/docs/latest/); undefined of any other call. */
export function cdk8sReader(callee: string, program: Program): Reader | undefined {
  if (!importsAny(program, cdk8sPrefixes)) return undefined;
  const name = (callee.split('.').at(-1) ?? '').replace(/^New(?=[A-Z])/, '');
  if (name === 'addContainer' || name === 'add_container' || name === 'AddContainer') return readContainer;
  const path = libraryPaths(callee, program)[0]?.join('/') ?? '';
  if (/imports\/k8s\b|cdk8s-?_?plus/i.test(path) && /^[A-Z]/.test(name)) return readWorkloads;
  if (!/^(?:cdk8s|github\.com\/cdk8s-team\/|Org\/Cdk8s)/.test(path)) return undefined;
  return readers.get(name);
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Helm', readChart],
  ['Include', readInclude],
  ['ApiObject', readWorkloads],
]);

function* readChart(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact | FileProblem> {
  for (const map of mapsOf(site, args)) yield* chartReference(site, map);
}

function* readWorkloads(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact | FileProblem> {
  for (const argument of args.slice(1)) yield* workloadReferences(site, argument);
}

/** `deployment.addContainer({ image })`. */
function* readContainer(
  site: LiteralSite,
  { args, ...call }: CallLiteral,
): Iterable<ReferenceFact | FileProblem> {
  for (const map of mapsOf(site, args)) {
    const { start, end } = call;
    yield* workloadReferences(site, { is: 'map', entries: [{ key: 'container', value: map }], start, end });
  }
}

function* readInclude(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact> {
  for (const map of mapsOf(site, args)) {
    const url = entryValue(map, 'url');
    for (const reference of url ? literalTexts(site, url) : []) {
      const parts = manifestParts(site.file, reference.resolved);
      if (parts) yield referenceFact(site, reference, parts);
    }
  }
}
