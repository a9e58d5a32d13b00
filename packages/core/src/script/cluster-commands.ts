import type { FileProblem } from '../model/problem.ts';
import { objectImages, objectsIn } from '../parse/kubernetes/index.ts';
import type { MappedText } from '../parse/mapped-text.ts';
import type { ResolvedText } from '../parse/reference/index.ts';
import { parseYaml } from '../parse/tree/index.ts';
import { readDocuments } from '../read/documents.ts';
import { readInner } from '../read/embedded.ts';
import {
  chartParts,
  gitParts,
  kustomizeParts,
  manifestParts,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import type { FetchingScript } from './fetches.ts';
import { operandsOf, restOf } from './options.ts';

const helmValues: ReadonlySet<string> = new Set([
  ...[
    '-f',
    '--values',
    '--set',
    '--set-string',
    '--set-file',
    '--set-json',
    '--set-literal',
    '--version',
    '--repo',
  ],
  ...[
    '-n',
    '--namespace',
    '--timeout',
    '--kube-context',
    '--kubeconfig',
    '--username',
    '--password',
    '--ca-file',
  ],
  ...[
    '--cert-file',
    '--key-file',
    '--keyring',
    '--history-max',
    '--description',
    '--post-renderer',
    '-o',
    '--output',
  ],
  ...[
    '-d',
    '--destination',
    '--untardir',
    '--kube-version',
    '-a',
    '--api-versions',
    '-s',
    '--show-only',
    '--output-dir',
  ],
  ...['--name-template', '-l', '--labels', '--registry-config', '--repository-config', '--repository-cache'],
  ...[
    '--kube-apiserver',
    '--kube-token',
    '--kube-as-user',
    '--burst-limit',
    '--qps',
    '--post-renderer-args',
    '--revision',
  ],
]);

// How many words stand between the action and the chart: `helm install RELEASE CHART`, `helm pull CHART`.
const chartActions: ReadonlyMap<string, number> = new Map([
  ['install', 1],
  ['upgrade', 1],
  ['template', 1],
  ['pull', 0],
  ['fetch', 0],
]);

/** Reads the charts and plugins that helm installs; the repositories are those that the same script adds. */
export function* readHelm(
  site: ReferenceSite,
  { repositories }: FetchingScript,
  _index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const { operands, values } = operandsOf(words, helmValues);
  const [action, ...rest] = operands;
  const verb = action?.resolved.text ?? '';
  if (verb === 'repo' && rest[0]?.resolved.text === 'add' && rest[1] && rest[2])
    repositories.set(rest[1].resolved.text, rest[2].resolved);
  if (verb === 'plugin' && rest[0]?.resolved.text === 'install' && rest[1]) {
    const parts = gitParts(site.file, rest[1].resolved, values.get('--version')?.resolved ?? null);
    if (parts) yield referenceFact(site, rest[1], { ...parts, kind: 'helm-plugin' });
    return;
  }
  const before = chartActions.get(verb);
  if (before === undefined) return;
  const isUnnamed = words.some(({ resolved }) =>
    /^(?:-g|--generate-name|--name-template.*)$/.test(resolved.text),
  );
  const chart = rest[isUnnamed || rest.length === 1 ? 0 : before];
  if (!chart) return;
  const asked = {
    repository: values.get('--repo')?.resolved ?? null,
    version: values.get('--version')?.resolved ?? null,
  };
  const named = namedChart(chart, asked.repository, repositories);
  if (named)
    yield referenceFact(
      { ...site, address: `${site.address}/${named.chart.text}` },
      chart,
      chartParts(site.file, { ...asked, ...named }),
    );
}

/** `name/chart` is of a repository that was added by that name before; a path is the repository's own. */
function namedChart(
  { resolved }: Reference,
  repository: ResolvedText | null,
  added: ReadonlyMap<string, ResolvedText>,
): { readonly chart: ResolvedText; readonly repository: ResolvedText | null } | null {
  const { text } = resolved;
  if (/^(?:oci|https?):\/\//.test(text) || repository) return { chart: resolved, repository };
  const slash = text.indexOf('/');
  if (slash <= 0 || /^[.~$]/.test(text) || text.indexOf('/', slash + 1) >= 0) return null;
  const url = added.get(text.slice(0, slash));
  if (!url) return null;
  return { chart: partOf(resolved, { start: slash + 1, end: text.length }), repository: url };
}

const applying: ReadonlySet<string> = new Set(['apply', 'create', 'replace']);
const standardInput = /^(?:-f|--filename=|-f=)?-$/;
const fileOption = /^(?:-f|--filename)(?:=|$)/;
const folderOption = /^(?:-k|--kustomize)(?:=|$)/;

/** Reads the manifests behind URLs that kubectl applies with `-f`, and the remote directories of `-k`. */
export function* readKubectl(
  site: ReferenceSite,
  { writers }: FetchingScript,
  index: number,
  { words, documents }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  if (!words.some(({ resolved }) => applying.has(resolved.text))) return;
  if (words.some(({ resolved }) => standardInput.test(resolved.text))) {
    const before = writers.get(index) ?? [];
    for (const document of [...documents, ...before.flatMap((command) => command.documents)])
      yield* givenManifests(site, document);
  }
  for (const [at, word] of words.entries()) {
    const { text } = word.resolved;
    const isFolder = folderOption.test(text);
    if (!isFolder && !fileOption.test(text)) continue;
    const equals = text.indexOf('=');
    const value = equals < 0 ? words[at + 1] : restOf(word, equals + 1);
    if (value) yield* remoteManifest(site, value, isFolder);
  }
}

/** Reads the images of manifests that a here-document gives; what is no YAML without the script's variables is left out. */
function* givenManifests(site: ReferenceSite, document: MappedText): Iterable<ReferenceFact> {
  const found = readInner(site.file, document, (file) =>
    readDocuments(file, parseYaml, function* (root) {
      for (const object of objectsIn(root)) yield* objectImages(file, object);
    }),
  );
  for (const item of found) if (item.is === 'reference') yield { ...item, usage: site.usage };
}

/** Reads the remote directory that `kustomize build` takes. */
export function* readKustomize(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const [action, folder] = operandsOf(
    words,
    new Set(['-o', '--output', '--load-restrictor', '-e', '--env']),
  ).operands;
  if (action?.resolved.text === 'build' && folder) yield* remoteManifest(site, folder, true);
}

function* remoteManifest(site: ReferenceSite, value: Reference, isFolder: boolean): Iterable<ReferenceFact> {
  const parts = isFolder
    ? kustomizeParts(site.file, value.resolved)
    : manifestParts(site.file, value.resolved);
  if (parts) yield referenceFact(site, value, parts);
}
