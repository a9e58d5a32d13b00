import {
  entries,
  type FileProblem,
  gitParts,
  items,
  type Node,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
} from '@fineprint/core';

/**
 * Reads `packages` (https://www.pulumi.com/docs/iac/concepts/projects/project-file/#packages): `name@version`, the URL of
 * a repository, or a provider of another tool that is bridged.
 */
export function* readPackages(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries(root, 'packages')) {
    const site = { file, address: `packages.${key.text}`, usage: 'deployed' } as const;
    // Without a source the package is the plugin of its name.
    const source = value.is === 'scalar' ? value : (scalarOf(value, 'source') ?? key);
    if (!source || source.isNull || isPath.test(source.text)) continue;
    yield* sourceReference(site, source, value.is === 'map' ? scalarOf(value, 'version') : undefined);
    if (value.is === 'map') yield* bridged(site, source.text, value);
  }
}

const isPath = /^(?:\.{0,2}\/|\.{1,2}$|~|[A-Za-z]:[\\/])|\.(?:json|ya?ml)$/;
const isRepository = /^(?:https?:\/\/|git:\/\/)?[^/@][^/@.]*\.[^/@]+\/[^@]/;

function* sourceReference(
  site: ReferenceSite,
  source: ScalarNode,
  version: ScalarNode | undefined,
): Iterable<ReferenceFact | FileProblem> {
  const reference = scalarReference(source);
  const at = source.text.lastIndexOf('@');
  const end = at > 0 ? at : source.text.length;
  const name = partOf(reference.resolved, { start: 0, end });
  const written = at > 0 ? partOf(reference.resolved, { start: at + 1, end: source.text.length }) : null;
  const asked = written ?? (version && !version.isNull ? scalarReference(version).resolved : null);
  if (isRepository.test(name.text)) {
    const parts = gitParts(site.file, name, asked);
    if (parts) yield referenceFact(site, reference, { ...parts, kind: 'pulumi-plugin' });
    else yield site.file.problem('reference-invalid', `"${source.text}" is no URL of a repository.`, source);
    return;
  }
  yield pluginFact(site, reference, name.text, asked);
}

/** The fact of a plugin by its name. */
export function pluginFact(
  site: ReferenceSite,
  reference: Reference,
  name: string,
  version: Reference['resolved'] | null,
  source?: string,
): ReferenceFact {
  return referenceFact(site, reference, {
    kind: 'pulumi-plugin',
    name,
    ...(source ? { source } : {}),
    request: version?.text ? { is: 'version', text: version.text } : { is: 'nothing' },
    slots: version ? slotsAt(site.file, 'version', version, { start: 0, end: version.text.length }) : [],
  });
}

/** `parameters` of a bridge: the Terraform provider or module that it makes a package of, and its version. */
function* bridged(site: ReferenceSite, source: string, value: Resolved): Iterable<ReferenceFact> {
  const bridge = source.replace(/@.*$/s, '');
  const [address, version] = items(value, 'parameters').map((each) => scalarOf(each));
  if (!address || isPath.test(address.text)) return;
  const asked = version && isVersion.test(version.text) ? scalarReference(version).resolved : null;
  const { host, name = address.text } = hosted.exec(address.text)?.groups ?? {};
  const fact = pluginFact(site, scalarReference(address), name, asked, host ?? registries.get(bridge));
  if (bridge === 'terraform-provider') yield fact;
  else if (bridge === 'terraform-module') yield { ...fact, kind: 'terraform-module' };
}

// `registry.terraform.io/organisation/name`
const hosted = /^(?<host>[^/.:]*[.:][^/]*)\/(?<name>[^/]+\/[^/]+)$/;
const isVersion = /^[v=<>~^!]*\s?\d/;
// Where a bridge looks up addresses that name no host.
const registries: ReadonlyMap<string, string> = new Map([['terraform-provider', 'registry.opentofu.org']]);
