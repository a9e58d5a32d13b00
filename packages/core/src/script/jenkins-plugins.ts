import { type ResolvedText, writtenPlace } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import {
  downloadParts,
  jenkinsPluginParts,
  maskUnknown,
  partOf,
  partsOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { addressed } from './package-parts.ts';

// `name`, `name:version`, `name::url`: https://github.com/jenkinsci/plugin-installation-manager-tool#plugin-input-format
const form =
  /^(?<name>[A-Za-z0-9\0][\w.\0-]{0,200})(?::(?<version>[^:\s]{0,300})(?::(?<url>\S{1,2000}))?)?$/d;

/** Reads the plugins that `jenkins-plugin-cli --plugins` installs, and `install-plugins.sh` before it. */
export function* readJenkinsPlugins(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact> {
  // The older script takes nothing but plugins.
  let isList = program === 'install-plugins.sh';
  for (const word of words) {
    const { text } = word.resolved;
    if (text.startsWith('-')) isList = text === '--plugins' || text === '-p';
    else if (isList) for (const plugin of splitList(word)) yield* pluginReference(site, plugin);
  }
}

/** One word may hold several: `--plugins "git docker-workflow"`. */
function splitList({ at, resolved }: Reference): readonly Reference[] {
  const fields = Array.from(maskUnknown(resolved).matchAll(/\S+/g), ({ index, 0: field }) => ({
    start: index,
    end: index + field.length,
  }));
  return partsOf(resolved, fields).map((part) => placed(at, part));
}

function placed(at: Span, part: ResolvedText): Reference {
  const place = writtenPlace(part, { start: 0, end: part.text.length });
  return { at: place && place.via.length === 0 ? place : at, resolved: part };
}

const line = /^[ \t]*(?<plugin>[^\s#]+)[ \t]*(?:#.*)?\r?$/gm;

/** Reads the text of a `plugins.txt`: a plugin a line, and remarks. */
export function* readPluginLines(site: ReferenceSite, { at, resolved }: Reference): Iterable<ReferenceFact> {
  const fields = Array.from(maskUnknown(resolved).matchAll(line), ({ index, 0: whole, groups }) => {
    const plugin = groups?.plugin ?? '';
    const start = index + whole.indexOf(plugin);
    return { start, end: start + plugin.length };
  });
  for (const part of partsOf(resolved, fields)) yield* pluginReference(site, placed(at, part));
}

function* pluginReference(site: ReferenceSite, word: Reference): Iterable<ReferenceFact> {
  const found = form.exec(maskUnknown(word.resolved))?.indices?.groups;
  const part = (name: string) => {
    const [start = 0, end = 0] = found?.[name] ?? [];
    return end > start ? partOf(word.resolved, { start, end }) : null;
  };
  const name = part('name');
  if (!name) return;
  const url = part('url');
  const fetched = url ? downloadParts(site.file, url) : null;
  const parts = fetched ?? jenkinsPluginParts(site.file, name, part('version'));
  yield referenceFact(addressed(site, name.text), word, parts);
}
