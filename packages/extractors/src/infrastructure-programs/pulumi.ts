import {
  type CallLiteral,
  type FileProblem,
  type Literal,
  type LiteralSite,
  type Program,
  type PulumiType,
  pulumiReferences,
  type ReferenceFact,
} from '@fineprint/core';
import { startScripts } from './commands.ts';
import { type LibraryPath, libraryPaths } from './names.ts';

/** Where the packages of Pulumi are imported from. */
export const pulumiPrefixes = ['@pulumi/', 'pulumi_', 'github.com/pulumi/pulumi-', 'Pulumi/', 'Pulumi'];

// Packages whose resources hold what is read; others may call anything `containers`.
const packages: ReadonlySet<string> = new Set([
  'kubernetes',
  'docker',
  'aws',
  'awsx',
  'eks',
  'gcp',
  'google-native',
  'azure',
  'azure-native',
]);
// Of these only the scripts are read that machines run.
const machinePackages: ReadonlySet<string> = new Set([
  'command',
  'digitalocean',
  'equinix-metal',
  'hcloud',
  'linode',
  'openstack',
  'vultr',
]);

/** The type of the resource that a name constructs; undefined where it is none that is read. */
export function constructedType(callee: string, program: Program): PulumiType | undefined {
  for (const path of libraryPaths(callee, program)) {
    const type = typeOf(path, program);
    if (type) return type;
  }
  return undefined;
}

function typeOf(path: LibraryPath, { language }: Program): PulumiType | undefined {
  const parts = withoutLibrary(path, language);
  const written = parts?.at(-1) ?? '';
  const name = language === 'go' ? written.replace(/^New/, '') : written;
  const isConstructor = /^[A-Z]/.test(name) && (language !== 'go' || written !== name);
  if (!parts || parts.length < 2 || !isConstructor || /(?:Args|Opts)$/.test(name)) return undefined;
  const [first = '', ...modules] = parts.slice(0, -1);
  const type = { package: first, module: modules.join('/').toLowerCase(), name };
  return (packages.has(first) || machinePackages.has(first)) && isOffered(type) ? type : undefined;
}

// In C# a name alone may be of any namespace in use.
const special: readonly (readonly [module: RegExp, names: ReadonlySet<string>])[] = [
  [/^kubernetes\/helm\b/, new Set(['Chart', 'Release'])],
  [/^kubernetes\/yaml\b/, new Set(['ConfigFile', 'ConfigGroup'])],
  [/^kubernetes\/kustomize\b/, new Set(['Directory'])],
  [/^docker\b/, new Set(['RemoteImage', 'Container', 'Service'])],
];

/** Whether a package may have a resource of a name: what only one of them has is of no other. */
function isOffered(type: PulumiType): boolean {
  const module = `${type.package}/${type.module}`;
  if (/^[a-z-]+\/types\b/.test(module)) return false;
  const own = special.find(([modules]) => modules.test(module));
  if (own) return own[1].has(type.name);
  return (
    type.package !== 'kubernetes' ||
    special.every(([, names]) => !names.has(type.name) || type.name === 'Service')
  );
}

/** The path behind the name of the library, the package as Pulumi writes it. */
function withoutLibrary(path: LibraryPath, language: Program['language']): LibraryPath | undefined {
  const [first = '', ...rest] = path;
  switch (language) {
    case 'javascript':
      return first === '@pulumi' ? rest : undefined;
    case 'python':
      return first.startsWith('pulumi_') ? [first.slice(7).replaceAll('_', '-'), ...rest] : undefined;
    case 'go':
      return goPath(path.join('/'));
    case 'csharp':
      return first === 'Pulumi' && rest[0] ? [kebab(rest[0]), ...rest.slice(1)] : undefined;
  }
}

const goModule =
  /^github\.com\/pulumi\/pulumi-(?<package>[a-z-]+?)(?:-sdk)?(?:\/sdk)?(?:\/v\d+)?(?:\/go)?\/(?<rest>.+)$/;

/** `github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/helm/v3/NewChart`. */
function goPath(path: string): LibraryPath | undefined {
  const { package: name = '', rest = '' } = goModule.exec(path)?.groups ?? {};
  if (name === '') return undefined;
  const parts = rest.split('/');
  return [name, ...(parts[0] === name ? parts.slice(1) : parts)];
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** Reads what a constructor is given: the first map among its arguments, which are those behind the name. */
export function* readConstructor(
  site: LiteralSite,
  type: PulumiType,
  { args }: CallLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const isMap = (argument: Literal) =>
    site.evaluation.reduce(argument).some(({ value }) => value.is === 'map');
  const properties = args.slice(1).find(isMap);
  if (!properties) return;
  if (packages.has(type.package)) yield* pulumiReferences(site, type, properties);
  yield* startScripts(site, properties, type.package === 'command');
}
