import {
  type CallLiteral,
  chartReference,
  containerImages,
  entryValue,
  type FileProblem,
  type LiteralSite,
  lambdaFunction,
  type MapLiteral,
  type Program,
  type ReferenceFact,
  workloadReferences,
} from '@fineprint/core';
import { mapsOf } from './cdk.ts';
import { hclModule } from './hcl-modules.ts';
import { importsAny, libraryPaths } from './names.ts';

/** Where the CDK for Terraform is imported from, and the fork that goes on with it. */
export const cdktfPrefixes = [
  'cdktf',
  'cdktn',
  '@cdktf/',
  'HashiCorp/Cdktf',
  'github.com/hashicorp/terraform-cdk-go/',
  'github.com/open-constructs/cdk-terrain-go/',
];

type Reader = (site: LiteralSite, call: CallLiteral) => Iterable<ReferenceFact | FileProblem>;

/**
 * Finds what a construct of the CDK for Terraform is known to name: a resource is constructed in a scope, with an id, and
 * its arguments go by the names that they have in Terraform. Undefined of any other call.
 */
export function cdktfReader(callee: string, program: Program): Reader | undefined {
  if (!importsAny(program, cdktfPrefixes)) return undefined;
  const written = callee.split('.').at(-1) ?? '';
  const name = program.language === 'go' ? written.replace(/^New(?=[A-Z])/, '') : written;
  const isConstructor = /^[A-Z]/.test(name) && (program.language !== 'go' || name !== written);
  if (!isConstructor || /(?:Config|Args|Options|Props)$/.test(name)) return undefined;
  const isOfDocker = libraryPaths(callee, program).some((path) =>
    /docker/i.test(path.slice(0, -1).join('/')),
  );
  return function* read(site, { args }) {
    if (args.length > 1)
      for (const map of mapsOf(site, args.slice(1))) yield* resource(site, name, isOfDocker, map);
  };
}

function* resource(
  site: LiteralSite,
  name: string,
  isOfDocker: boolean,
  map: MapLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const field = isOfDocker ? dockerFields.get(name.replace(/^Docker/, '')) : undefined;
  const image = field && entryValue(map, 'buildAttribute') === undefined ? entryValue(map, field) : undefined;
  if (image) yield* containerImages({ ...site, address: `${site.address}/${field}` }, image);
  else if (name === 'TerraformHclModule') yield* hclModule(site, map);
  else if (/^(?:Helm)?Release$/.test(name)) yield* chartReference(site, map);
  else if (/^(?:Aws)?LambdaFunction$/.test(name)) yield* lambdaFunction(site, map);
  else yield* workloadReferences(site, map);
}

/** What the resources of the Docker provider call an image. */
const dockerFields: ReadonlyMap<string, string> = new Map([
  ['Image', 'name'],
  ['RegistryImage', 'name'],
  ['Container', 'image'],
]);
