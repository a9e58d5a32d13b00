import {
  type Usage as ComponentUsage,
  type HclReference,
  type HclValue,
  hclReference,
  hclText,
  hclTexts,
  hclVia,
  isSymbolic,
  type Linked,
  moduleParts,
  parseModuleSource,
  problem,
} from '@fineprint/core';
import type { CatalogFact, ComponentFact, SourceFact } from './facts.ts';
import type { Program } from './program.ts';
import type { Project, Usage } from './project.ts';

/** A file as it is used, and the program that it is for. */
export interface Site {
  readonly project: Project;
  readonly path: string;
  readonly usage: Usage;
  readonly program: Program;
}

/** Yields the module that a unit runs. */
export function* linkSource(site: Site, { source, version }: SourceFact): Iterable<Linked> {
  const { project, path, usage } = site;
  const value = project.value(path, usage, source);
  const asked = version && project.value(path, usage, version);
  const reference = hclReference(hclTexts(project.tree), path, source);
  yield* linkChoices(site, value, asked, { reference, address: 'terraform', usage: 'deployed' });
}

/** Yields what a block of a stack is generated from. */
export function* linkComponent(site: Site, { block, name, source }: ComponentFact): Iterable<Linked> {
  const { project, path, usage } = site;
  const value = project.value(path, usage, source);
  const reference = hclReference(hclTexts(project.tree), path, source);
  yield* linkChoices(site, value, null, { reference, address: `${block}.${name}`, usage: 'deployed' });
}

/** Yields the repositories whose modules a catalogue offers. */
export function* linkCatalog(site: Site, { urls }: CatalogFact): Iterable<Linked> {
  const { project, path, usage } = site;
  const texts = hclTexts(project.tree);
  for (const item of urls.is === 'tuple' ? urls.items : [urls]) {
    const value = project.value(path, usage, item);
    const holder = {
      reference: hclReference(texts, path, item),
      address: 'catalog',
      usage: 'development',
    } as const;
    for (const each of value.is === 'list' ? value.items : [value])
      yield* linkChoices(site, each, null, holder);
  }
}

interface Holder {
  readonly reference: HclReference;
  readonly address: string;
  readonly usage: ComponentUsage;
}

/** A conditional that cannot be decided gives each of its sources, all optional. */
function* linkChoices(
  site: Site,
  value: HclValue,
  version: HclValue | null,
  holder: Holder,
): Iterable<Linked> {
  const choices = value.is === 'unknown' && value.alternatives.length > 0 ? value.alternatives : [value];
  for (const choice of choices) yield* linkChoice(site, choice, version, holder, choices.length > 1);
}

function* linkChoice(
  { project, program }: Site,
  value: HclValue,
  version: HclValue | null,
  { reference, address, usage }: Holder,
  isOptional: boolean,
): Iterable<Linked> {
  const text = hclText(value) ?? '';
  if (value.is === 'null' || isPath(text)) return;
  const texts = hclTexts(project.tree);
  const parts = moduleParts(texts, value, version, program.registry);
  if (!parts) return;
  const { invalid, ...said } = parts;
  const { at } = reference;
  yield {
    is: 'occurrence',
    kind: address === 'terraform' ? 'terraform-module' : kindOf(text),
    ...said,
    at,
    text: reference.text,
    address,
    usage,
    ...(isOptional ? { scope: 'optional' } : {}),
    via: hclVia(texts, [value, version], at),
  };
  if (invalid) yield problem('reference-invalid', invalid, at);
}

/** Terragrunt takes what names neither a host nor a scheme for a path, and a registry only where `tfr://` says so. */
function isPath(text: string): boolean {
  if (/^[\w+-]{1,32}:/.test(text) || isSymbolic(text)) return false;
  const { is } = parseModuleSource(text);
  return is === 'local' || is === 'registry' || is === 'unknown';
}

/** Units and stacks lie in repositories and archives, as modules do, and are none. */
function kindOf(text: string): string {
  const { is } = parseModuleSource(text);
  if (is === 'registry') return 'terraform-module';
  return is === 'git' || is === 'hg' || is === 'unknown' ? 'git-source' : 'download';
}
