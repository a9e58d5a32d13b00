import { type Extractor, type Linked, locate, problem, type Tree, type UnitFiles } from '@fineprint/core';
import { contextsOf } from './callers.ts';
import { type Calls, callsIn } from './calls.ts';
import { readConfiguration, readJsonConfiguration } from './configuration.ts';
import type { ModuleDirectory } from './directory.ts';
import type { NamedThing, TerraformFact } from './facts.ts';
import { linkImage } from './images.ts';
import { installedModules } from './installed.ts';
import { readLockfile } from './lockfile.ts';
import { linkModule, localDirectory } from './modules.ts';
import { linkNamed } from './named-links.ts';
import { type Release, releasesOf } from './overrides.ts';
import { directoryOf } from './paths.ts';
import { linkProviders } from './providers.ts';
import { type Registry, registriesOf } from './registries.ts';
import { linkRelease } from './releases.ts';
import { linkRequiredVersion } from './required-version.ts';
import { linkScripts } from './scripts.ts';
import { readJsonSettings, readSettings } from './settings.ts';
import { unitKind } from './unit-kind.ts';
import { wrappedRelease } from './wrapped-releases.ts';

const configurationWords = ['module', 'provider', 'resource', 'data', 'variable', 'locals', 'terraform'];

/** Reads Terraform and OpenTofu configuration, lockfiles and settings; a unit is a directory. */
export const terraform = {
  id: 'terraform',
  title: 'Terraform and OpenTofu',
  formats: [
    {
      id: 'configuration',
      role: 'manifest',
      files: ['**/*.tf', '**/*.tofu'],
      words: configurationWords,
      read: readConfiguration,
    },
    {
      id: 'configuration-json',
      role: 'manifest',
      files: ['**/*.tf.json', '**/*.tofu.json'],
      words: configurationWords,
      read: readJsonConfiguration,
    },
    { id: 'settings', role: 'manifest', files: ['**/*.tfvars'], words: ['='], read: readSettings },
    {
      id: 'settings-json',
      role: 'manifest',
      files: ['**/*.tfvars.json'],
      words: ['{'],
      read: readJsonSettings,
    },
    {
      id: 'lockfile',
      role: 'lockfile',
      files: ['**/.terraform.lock.hcl'],
      words: ['provider'],
      read: readLockfile,
    },
  ],
  unit: directoryOf,
  *link(unit: UnitFiles<TerraformFact>, tree: Tree<TerraformFact>): Iterable<Linked> {
    const calls = callsIn(tree);
    const directory = calls.directory(unit.path);
    if (directory) yield* linkDirectory(directory, calls);
  },
} as const satisfies Extractor<TerraformFact>;

function* linkDirectory(directory: ModuleDirectory, calls: Calls): Iterable<Linked> {
  const { path, unit, tree } = directory;
  const own = calls.of(path);
  const uses = own.flatMap((call) => localDirectory(directory, call) ?? []).filter((used) => used !== path);
  yield { is: 'unit', kind: unitKind(directory, calls), uses };
  const registry = registriesOf(directory, calls);
  const installed = installedModules(tree, calls, path);
  for (const call of own) yield* linkModule(directory, call, registry(call.path), installed(call));
  yield* linkProviders(directory, calls, registry);
  directory.effort.isCut = false;
  const wrapped = own.flatMap((call) => wrappedRelease(directory, call) ?? []);
  yield* linkResources(directory, calls, registry, [...releasesOf(unit), ...wrapped]);
  if (directory.effort.isCut)
    yield problem('limit-reached', tooManyCalls, locate(unit.files[0]?.path ?? path));
}

const tooManyCalls =
  'The modules of this tree are called in too many ways; what some calls give this directory was not followed.';

function* linkResources(
  directory: ModuleDirectory,
  calls: Calls,
  registry: (path: string) => Registry,
  releases: readonly Release[],
): Iterable<Linked> {
  const { unit } = directory;
  const isFilled = releases.length > 0 || unit.files.some(({ facts }) => facts.some(isFilledByCalls));
  const contexts = isFilled ? contextsOf(calls, directory) : [];
  for (const file of unit.files) {
    for (const fact of file.facts) {
      if (fact.is === 'required-version')
        yield* linkRequiredVersion(directory, file.path, fact, registry(file.path));
      else if (fact.is === 'image') yield* linkImage(directory, file.path, fact, contexts);
      else if (fact.is === 'named') {
        yield* linkNamed(directory, file.path, fact, contexts);
        if (scripts.has(fact.of)) yield* linkScripts(directory, file.path, fact);
      }
    }
  }
  for (const release of releases) yield* linkRelease(directory, release, contexts);
}

function isFilledByCalls({ is }: TerraformFact): boolean {
  return is === 'image' || is === 'named';
}

const scripts: ReadonlySet<NamedThing> = new Set([
  'user-data',
  'local-script',
  'remote-script',
  'script-files',
]);
