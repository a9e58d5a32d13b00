import {
  downloadParts,
  type FileProblem,
  items,
  jenkinsPluginParts,
  type Node,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  type SourceFile,
  scalarReference,
  writtenScalar,
  writtenText,
} from '@fineprint/core';

// `name`, `name:version`, `name:incrementals;group;version`, `name::url`:
// https://github.com/jenkinsci/plugin-installation-manager-tool#plugin-input-format
const line =
  /^[ \t]*(?<name>[A-Za-z0-9][\w.-]{0,200})(?::(?<version>[^:\s#]{0,300})(?::(?<url>[^\s#]{1,2000}))?)?[ \t]*(?:#.*)?$/d;

/** Reads a list of plugins, one a line; a file that is another kind of list says so in its lines. */
export function* readPluginText(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  let start = 0;
  for (const raw of file.text.split('\n')) {
    const text = raw.replace(/\r$/, '');
    const at = start;
    start += raw.length + 1;
    if (/^\s*(?:#|$)/.test(text)) continue;
    const match = line.exec(text);
    if (!match) {
      yield file.problem(
        'syntax-invalid',
        'This line is no plugin of Jenkins: it has not the form name:version.',
        { start: at, end: at + text.length },
      );
      return;
    }
    const range = (name: string) => {
      const [from, to] = match.indices?.groups?.[name] ?? [];
      return from === undefined || to === undefined || to === from
        ? null
        : writtenText(text.slice(from, to), at + from);
    };
    const name = range('name');
    if (name)
      yield* pluginFact(
        file,
        { at: { start: at + text.search(/\S/), end: at + text.trimEnd().length }, resolved: name },
        range('version'),
        range('url'),
      );
  }
}

/** Reads `plugins: [{artifactId, source: {version, url}}]`. */
export function* readPluginList(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const plugin of items(root, 'plugins')) {
    const name = writtenScalar(plugin, 'artifactId');
    if (!name) continue;
    const text = (key: string) => {
      const scalar = writtenScalar(plugin, 'source', key);
      return scalar ? scalarReference(scalar).resolved : null;
    };
    yield* pluginFact(file, scalarReference(name), text('version'), text('url'));
  }
}

function* pluginFact(
  file: SourceFile,
  name: Reference,
  version: ResolvedText | null,
  url: ResolvedText | null,
): Iterable<ReferenceFact> {
  const site: ReferenceSite = { file, address: `plugins.${name.resolved.text}`, usage: 'deployed' };
  const fetched = url ? downloadParts(file, url) : null;
  if (fetched) yield referenceFact(site, name, fetched);
  else yield referenceFact(site, name, jenkinsPluginParts(file, name.resolved, version));
}
