import {
  type CallLiteral,
  chartReference,
  type FileProblem,
  type Literal,
  type LiteralSite,
  lambdaLayer,
  literalImages,
  type MapLiteral,
  type Program,
  type ReferenceFact,
  type Usage,
  workloadReferences,
} from '@fineprint/core';
import { buildCommands, machineCommands } from './commands.ts';
import { readMachines, readParameter } from './machines.ts';
import { importsAny } from './names.ts';

/** Where the CDK is imported from. */
export const cdkPrefixes = [
  'aws-cdk-lib',
  '@aws-cdk/',
  'aws_cdk',
  'github.com/aws/aws-cdk-go/',
  'Amazon/CDK',
];

type Reader = (site: LiteralSite, call: CallLiteral) => Iterable<ReferenceFact | FileProblem>;

/** Finds what a call of the CDK is known to name (https://docs.aws.amazon.com/cdk/api/v2/); undefined of any other call. */
export function cdkReader(callee: string, program: Program): Reader | undefined {
  if (!importsAny(program, cdkPrefixes)) return undefined;
  const parts = callee.split(/[._]/);
  const plain = program.language === 'python' ? callee.split('.') : parts;
  const method = camel(plain.at(-1) ?? '');
  return readers.get(`${plain.at(-2) ?? ''}.${method}`) ?? readers.get(method);
}

/** `from_registry`, `FromRegistry` and `NewHelmChart` as JavaScript has them. */
function camel(name: string): string {
  const joined = name.replace(/_(?<letter>[a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (/^New[A-Z]/.test(joined)) return joined.slice(3);
  return /^(?:From|Add|Generic|Lookup)/.test(joined)
    ? joined.slice(0, 1).toLowerCase() + joined.slice(1)
    : joined;
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ContainerImage.fromRegistry', image('deployed')],
  ['DockerImage.fromRegistry', image('build')],
  ['BundlingDockerImage.fromRegistry', image('build')],
  ['LinuxBuildImage.fromDockerRegistry', image('build')],
  ['LinuxArmBuildImage.fromDockerRegistry', image('build')],
  ['WindowsBuildImage.fromDockerRegistry', image('build')],
  ['addHelmChart', readChart],
  ['HelmChart', readChart],
  ['addManifest', readWorkloads],
  ['KubernetesManifest', readWorkloads],
  ['LayerVersion.fromLayerVersionArn', (site, { args }) => lambdaLayer(site, args.at(-1))],
  ['MachineImage.genericLinux', (site, { args }) => readMachines(site, args[0])],
  ['MachineImage.genericWindows', (site, { args }) => readMachines(site, args[0])],
  ['GenericLinuxImage', (site, { args }) => readMachines(site, args[0])],
  ['GenericWindowsImage', (site, { args }) => readMachines(site, args[0])],
  ['addCommands', machineCommands],
  ['UserData.custom', machineCommands],
  ['InitCommand.shellCommand', machineCommands],
  ['BuildSpec.fromObject', buildCommands],
  ['BuildSpec.fromObjectToYaml', buildCommands],
  ['ShellStep', buildCommands],
  ['CodeBuildStep', buildCommands],
  ['MachineImage.fromSsmParameter', (site, { args }) => readParameter(site, args[0])],
]);

function image(usage: Usage): Reader {
  return function* read(site, { args: [name] }) {
    if (name && name.is !== 'map') yield* literalImages({ ...site, usage }, name);
  };
}

function* readChart(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact | FileProblem> {
  for (const map of mapsOf(site, args)) yield* chartReference(site, map);
}

function* readWorkloads(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact | FileProblem> {
  for (const argument of args.slice(1)) yield* workloadReferences(site, argument);
}

/** The maps among arguments. */
export function mapsOf({ evaluation }: LiteralSite, args: readonly Literal[]): readonly MapLiteral[] {
  return args.flatMap((argument) =>
    evaluation.reduce(argument).flatMap(({ value }) => (value.is === 'map' ? [value] : [])),
  );
}
