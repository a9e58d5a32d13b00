import {
  entries,
  evaluationProblems,
  type FileProblem,
  items,
  type Node,
  type PulumiType,
  pulumiReferences,
  type ReferenceFact,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  walk,
  writtenScalar,
} from '@fineprint/core';
import { readAssets } from './assets.ts';
import type { NamedFact } from './facts.ts';
import { nodeLiteral } from './literals.ts';
import { pluginFact } from './packages.ts';
import { evaluationOf } from './scope.ts';

/** Reads the program that a project in YAML holds: its resources, and the plugins that make them. */
export function* readResources(file: SourceFile, root: Node): Iterable<NamedFact | FileProblem> {
  const evaluation = evaluationOf(file, root);
  const known = declaredPackages(root);
  for (const { key, value } of entries(root, 'resources')) {
    const type = scalarOf(value, 'type');
    if (!type || type.isNull) continue;
    const address = `resources.${key.text}`;
    yield* pluginUse(file, type, value, address, known);
    const properties = entries(value).find((entry) => entry.key.text === 'properties')?.value;
    if (!properties) continue;
    const site = { file, address, usage: 'deployed', evaluation } as const;
    for (const fact of pulumiReferences(site, typeOf(type.text), nodeLiteral(properties))) {
      if (fact.is === 'problem') yield fact;
      else if (!isOwn(fact, root)) yield withParameter(fact);
    }
  }
  yield* invokedPackages(file, root, known);
  yield* readAssets(file, root, evaluation);
  yield* evaluationProblems({ file, evaluation });
}

// Resources that build, push or pull an image, or hold those that are pushed.
const imageTypes =
  /^(?:docker|docker-build|awsx|aws:ecr|gcp:artifactregistry|azure-native:containerregistry)\b/;

/** What another resource builds is first-party, and what it pulls is named there. */
function isOwn({ kind, name }: ReferenceFact, root: Node): boolean {
  const resource = /^\$\{(?<name>[\w-]{1,200})[.[]/.exec(name)?.groups?.name;
  const type = resource && textOf(root, 'resources', resource, 'type');
  if (!type) return false;
  return kind === 'lambda-layer' || (kind === 'container-image' && imageTypes.test(type));
}

/** The setting that alone makes up a name. */
function withParameter(fact: ReferenceFact): NamedFact {
  const parameter = fact.unresolved && /^\$\{(?<name>[\w-]{1,200})\}$/.exec(fact.name)?.groups?.name;
  return parameter ? { ...fact, parameter } : fact;
}

/** `kubernetes:apps/v1:Deployment`, `docker:RemoteImage`, `docker:index/remoteImage:RemoteImage`. */
function typeOf(token: string): PulumiType {
  const parts = token.split(':');
  return {
    package: parts[0] ?? '',
    module: parts.length > 2 ? (parts[1] ?? '') : '',
    name: parts.at(-1) ?? '',
  };
}

/** The packages that the project says more of elsewhere. */
function declaredPackages(root: Node): Set<string> {
  const names = entries(root, 'packages').map(({ key }) => key.text);
  const plugins = items(root, 'plugins', 'providers').map((plugin) => textOf(plugin, 'name') ?? '');
  return new Set([...names, ...plugins, 'pulumi', '']);
}

/** A resource's type begins with the package that makes it; a version of it stands in the resource's options. */
function* pluginUse(
  file: SourceFile,
  type: ScalarNode,
  resource: Resolved,
  address: string,
  known: Set<string>,
): Iterable<ReferenceFact> {
  const provider = /^pulumi:providers:(?<name>.+)$/.exec(type.text)?.groups?.name;
  const name = provider ?? typeOf(type.text).package;
  const version = scalarOf(resource, 'options', 'version');
  const asked = version && !version.isNull ? scalarReference(version).resolved : null;
  if (!asked && known.has(name)) return;
  known.add(name);
  const url = textOf(resource, 'options', 'pluginDownloadURL');
  yield pluginFact({ file, address, usage: 'deployed' }, scalarReference(type), name, asked, url);
}

/** What `fn::invoke` calls is of a package, too: https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/ */
function* invokedPackages(file: SourceFile, root: Node, known: Set<string>): Iterable<ReferenceFact> {
  const found: ReferenceFact[] = [];
  walk(root, (node, path) => {
    const called = path.at(-1) === invoke ? writtenScalar(node, 'function') : undefined;
    const name = called && typeOf(called.text).package;
    if (!name || known.has(name)) return undefined;
    known.add(name);
    const site = { file, address: path.join('/'), usage: 'deployed' } as const;
    found.push(pluginFact(site, scalarReference(called), name, null));
    return undefined;
  });
  yield* found;
}

const invoke = 'fn::invoke';
