import {
  entryOf,
  type FileProblem,
  type HclScript,
  type HclTextPiece,
  type HclValue,
  hclResolved,
  hclScriptReferences,
  hclText,
  hclTexts,
  hclVia,
  imageReference,
  type Linked,
  locate,
  occurrenceOf,
  osPackageReference,
  plainString,
  problem,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  stringValue,
  type Tree,
  yamlStructureOf,
} from '@fineprint/core';

type Files = Pick<Tree, 'file'>;

/** Yields what a configuration for cloud-init, put together by HCL, installs, runs and writes. */
export function* cloudConfigOccurrences(
  tree: Files,
  value: HclValue,
  site: Omit<HclScript, 'values'>,
): Iterable<Linked> {
  for (const document of itemsOf(yamlStructureOf(value))) {
    for (const each of listOf(document, 'packages').flatMap(packagesOf))
      yield* linkValue(tree, each, { ...site, address: `${site.address}/packages` }, packageReferences);
    const commands = ['bootcmd', 'runcmd'].flatMap((key) => listOf(document, key).map(commandOf));
    if (commands.length > 0) yield* hclScriptReferences(tree, { ...site, values: commands });
    for (const file of listOf(document, 'write_files')) yield* writtenFile(tree, file, site);
  }
}

function itemsOf(value: HclValue | null | undefined): readonly HclValue[] {
  return value?.is === 'list' ? value.items : [];
}

function listOf(value: HclValue, key: string): readonly HclValue[] {
  return itemsOf(entryOf(value, key));
}

/** A package is a name, or a list of a name and a version; the names of the system's own manager are enough. */
function packagesOf(item: HclValue): readonly HclValue[] {
  if (item.is === 'list') return item.items.slice(0, 1);
  return item.is === 'object' ? listOf(item, 'apt') : [item];
}

/** A command is a line for a shell, or a list of its words. */
function commandOf(command: HclValue): HclValue {
  if (command.is !== 'list') return command;
  return stringValue(command.items.flatMap((word) => [...piecesOf(word), ...plainString(' ').pieces]));
}

function piecesOf(value: HclValue): readonly HclTextPiece[] {
  return value.is === 'string' || value.is === 'unknown' || value.is === 'number' ? value.pieces : [];
}

/** A file may be a Compose file, or a script. */
function* writtenFile(tree: Files, file: HclValue, site: Omit<HclScript, 'values'>): Iterable<Linked> {
  const content = entryOf(file, 'content');
  const path = hclText(entryOf(file, 'path') ?? plainString('')) ?? '';
  if (!content || entryOf(file, 'encoding')) return;
  const at = { ...site, address: `${site.address}/write_files.${path}` };
  if (/compose[^/]{0,200}\.ya?ml$/.test(path)) {
    for (const document of itemsOf(yamlStructureOf(content))) {
      const services = entryOf(document, 'services');
      for (const [, { value }] of services?.is === 'object' ? services.entries : []) {
        const image = entryOf(value, 'build') ? undefined : entryOf(value, 'image');
        if (image) yield* linkValue(tree, image, at, imageReference);
      }
    }
  } else if (/^\s*#!\s*\S*\b(?:env\s+)?(?:ba|da|a)?sh\b/.test(hclText(content) ?? ''))
    yield* hclScriptReferences(tree, { ...at, values: [content] });
}

function packageReferences(site: ReferenceSite, reference: Reference): Iterable<ReferenceFact> {
  return osPackageReference(site, 'generic', reference);
}

/** What a value names, at the place where most of it is written. */
function* linkValue(
  tree: Files,
  value: HclValue,
  { path, whole, address, usage }: Omit<HclScript, 'values'>,
  read: (site: ReferenceSite, reference: Reference) => Iterable<ReferenceFact | FileProblem>,
): Iterable<Linked> {
  const place = piecesOf(value).find((piece) => piece.place && piece.via.length === 0)?.place;
  const from = place?.file ?? path;
  const file = tree.file(from);
  if (!file || hclText(value) === null) return;
  const { start, end } = place ?? whole;
  const reference = { at: { start, end }, resolved: hclResolved(value, from) };
  for (const fact of read({ file, address, usage }, reference)) {
    if (fact.is === 'problem') yield problem(fact.code, fact.message, locate(from, fact.place));
    else {
      const found = occurrenceOf(from, fact);
      yield { is: 'occurrence', ...found, via: hclVia(hclTexts(tree), [value], found.at) };
    }
  }
}
