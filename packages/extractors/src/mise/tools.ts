import {
  type FileProblem,
  joinedReference,
  libraryReference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  slotsAt,
} from '@fineprint/core';
import type { MiseFact } from './facts.ts';

// Backends that take packages of a language: https://mise.jdx.dev/dev-tools/backends/
const languages: ReadonlyMap<string, readonly [type: string, separator: string]> = new Map([
  ['npm', ['npm', '@']],
  ['pipx', ['pypi', '==']],
  ['cargo', ['cargo', '@']],
  ['go', ['golang', '@']],
  ['gem', ['gem', ':']],
  ['dotnet', ['nuget', '@']],
]);
const hosts: ReadonlyMap<string, string> = new Map([
  ['aqua', 'github.com'],
  ['ubi', 'github.com'],
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
]);

/** Reads one version of a tool; `system` and a path are what the machine has. */
export function* readTool(
  file: SourceFile,
  key: ScalarNode,
  version: ScalarNode,
): Iterable<MiseFact | FileProblem> {
  const { text } = version;
  if (text === 'system' || text.startsWith('path:')) return;
  const site: ReferenceSite = { file, address: `tools.${key.text}`, usage: 'development' };
  const colon = key.text.indexOf(':');
  const backend = colon < 0 ? '' : key.text.slice(0, colon);
  const name = withoutOptions(key.text.slice(colon + 1));
  const language = languages.get(backend);
  const facts = language
    ? packageFacts(site, language, name, version)
    : [toolFact(site, backend, name, version)];
  for (const fact of facts) {
    if (fact.is === 'problem') yield fact;
    else yield { is: 'tool', name: key.text, reference: fact, place: fact.place };
  }
}

/** `aqua:owner/name[exe=x]` has options in brackets. */
function withoutOptions(name: string): string {
  const bracket = name.endsWith(']') ? name.indexOf('[') : -1;
  return bracket < 0 ? name : name.slice(0, bracket);
}

function packageFacts(
  site: ReferenceSite,
  [type, separator]: readonly [string, string],
  name: string,
  version: ScalarNode,
): Iterable<ReferenceFact | FileProblem> {
  const isNewest = version.text === 'latest';
  const parts = isNewest && type !== 'npm' && type !== 'golang' ? [name] : [name, separator, version];
  return libraryReference(site, type, joinedReference(version, parts));
}

/** `latest`, `lts` and `ref:main` move; `20` and `prefix:1.2` are ranges. */
function toolFact(site: ReferenceSite, backend: string, name: string, version: ScalarNode): ReferenceFact {
  const host = hosts.get(backend);
  const prefix = /^(?:ref|prefix|tag|branch|rev):/.exec(version.text)?.[0] ?? '';
  const text = version.text.slice(prefix.length);
  const reference = scalarReference(version);
  const range = { start: prefix.length, end: version.text.length };
  const isRef = /^(?:ref|tag|branch|rev):$/.test(prefix);
  return referenceFact(site, reference, {
    kind: 'tool',
    name: name.slice(name.lastIndexOf('/') + 1),
    ...(host ? { source: `https://${host}/${name}` } : {}),
    request: { is: isRef ? 'git-ref' : /^\D*$/.test(text) ? 'tag' : 'version', text },
    slots: slotsAt(site.file, /^[0-9a-f]{40}$/.test(text) ? 'commit' : 'version', reference.resolved, range),
  });
}
