import {
  entryValue,
  type LiteralSite,
  literalTexts,
  type MapLiteral,
  parseModuleSource,
  partOf,
  type ReferenceFact,
  referenceFact,
  refSlots,
  repositoryLocation,
  slotsAt,
  unresolvedPart,
} from '@fineprint/core';

/** Reads the module that `TerraformHclModule` of the CDK for Terraform calls; a path is no component. */
export function* hclModule(site: LiteralSite, map: MapLiteral): Iterable<ReferenceFact> {
  const only = (key: string) => {
    const literal = entryValue(map, key);
    return literal ? literalTexts(site, literal)[0] : undefined;
  };
  const [source, version] = [only('source'), only('version')];
  if (!source) return;
  const { resolved } = source;
  const parsed = parseModuleSource(resolved.text);
  const kind = 'terraform-module';
  if (parsed.is === 'registry') {
    const { host, namespace, name, provider, subpath } = parsed;
    const asked = version?.resolved;
    yield referenceFact(site, source, {
      kind,
      name: `${namespace}/${name}/${provider}`,
      source: host ?? 'registry.terraform.io',
      ...(subpath ? { subpath } : {}),
      request: asked ? { is: 'version', text: asked.text } : { is: 'nothing' },
      ...(asked ? unresolvedPart('version', asked) : {}),
      slots: asked ? slotsAt(site.file, 'version', asked, { start: 0, end: asked.text.length }) : [],
    });
  } else if (parsed.is === 'git') {
    const { ref, subpath } = parsed;
    yield referenceFact(site, source, {
      kind,
      name: repositoryLocation(parsed),
      source: parsed.url,
      ...(subpath ? { subpath } : {}),
      request: ref ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
      ...unresolvedPart(parsed.isSymbolic ? 'name' : 'version', resolved),
      slots: ref ? refSlots(site.file, partOf(resolved, ref)) : [],
    });
  }
}
