import type { FileProblem } from '../model/problem.ts';
import { type MappedText, mappedText } from '../parse/mapped-text.ts';
import {
  get,
  items,
  type Node,
  parseYaml,
  type Resolved,
  type ScalarNode,
  scalarsOf,
  scalarText,
  textOf,
  walk,
  writtenScalar,
} from '../parse/tree/index.ts';
import { readEmbedded } from '../read/embedded.ts';
import type { SourceFile } from '../read/source-file.ts';
import {
  imageReference,
  type ReferenceFact,
  type ReferenceSite,
  scalarReference,
} from '../reference/index.ts';
import { withoutDirectives } from './directives.ts';
import { embeddedScript, mappedScript } from './embedded-script.ts';
import { osPackageReference } from './os-packages.ts';

/** Reads a configuration of cloud-init (https://docs.cloud-init.io/en/latest/reference/modules.html): packages, commands, and the files that it writes. */
export function* cloudConfigReferences(
  site: ReferenceSite,
  root: Node,
): Iterable<ReferenceFact | FileProblem> {
  yield* readPackages({ ...site, address: `${site.address}/packages` }, items(root, 'packages'));
  for (const key of ['bootcmd', 'runcmd'])
    yield* mappedScript(
      { ...site, address: `${site.address}/${key}` },
      items(root, key).flatMap((command) => commandText(site.file, command)),
    );
  for (const file of items(root, 'write_files')) yield* readFile(site, file);
  const autoinstall = get(root, 'autoinstall');
  if (autoinstall) yield* readAutoinstall({ ...site, address: `${site.address}/autoinstall` }, autoinstall);
}

/** Ubuntu's installer (https://canonical-subiquity.readthedocs-hosted.com): a configuration for the machine that it installs is in it. */
function* readAutoinstall(site: ReferenceSite, root: Resolved): Iterable<ReferenceFact | FileProblem> {
  yield* readPackages({ ...site, address: `${site.address}/packages` }, items(root, 'packages'));
  for (const key of ['early-commands', 'late-commands', 'error-commands'])
    yield* mappedScript(
      { ...site, address: `${site.address}/${key}` },
      items(root, key).flatMap((command) => commandText(site.file, command)),
    );
  const user = get(root, 'user-data');
  if (user?.is === 'map' && !get(user, 'autoinstall')) yield* cloudConfigReferences(site, user);
}

/** A package is a name, a name and a version, or a list under the manager that installs it. */
function* readPackages(site: ReferenceSite, packages: readonly Resolved[]): Iterable<ReferenceFact> {
  for (const each of packages) {
    if (each.is === 'scalar') yield* osPackageReference(site, 'generic', scalarReference(each));
    else if (each.is === 'list') {
      const [name, version] = scalarsOf(each);
      if (name) yield* versionedPackage(site, name, version);
    } else yield* readPackages(site, items(get(each, 'apt')));
  }
}

function* versionedPackage(
  site: ReferenceSite,
  name: ScalarNode,
  version: ScalarNode | undefined,
): Iterable<ReferenceFact> {
  for (const fact of osPackageReference(site, 'generic', scalarReference(name))) {
    if (!version) yield fact;
    else {
      const { text, verbatim } = version;
      const slot = { is: 'version', value: text, place: site.file.place(version), verbatim } as const;
      yield { ...fact, request: { is: 'version', text }, slots: [slot] };
    }
  }
}

/** A command is a line for a shell, or a list of words, of which a shell's script is the one after `-c`. */
function commandText({ text }: SourceFile, command: Resolved): readonly MappedText[] {
  if (command.is === 'scalar') return command.isNull ? [] : [scalarText(text, command)];
  const words = scalarsOf(command);
  const option = words.findIndex((word) => /^-[a-z]*c$/.test(word.text));
  const script = /(?:^|\/)(?:ba|da|a)?sh$/.test(words[0]?.text ?? '') ? words[option + 1] : undefined;
  if (option > 0 && script) return [scalarText(text, script)];
  return words.length === 0 ? [] : [lineOf(words.map((word) => scalarText(text, word)))];
}

/** Words as a line of a shell; one that would need quotes is none that names something. */
function lineOf(words: readonly MappedText[]): MappedText {
  const runs: MappedText['runs'][number][] = [];
  let line = '';
  for (const { text, runs: own } of words) {
    const isPlain = /^[\w@%+=:,./{}$~^<>-]+$/.test(text);
    if (isPlain) for (const run of own) runs.push({ ...run, at: run.at + line.length });
    line += `${isPlain ? text : '_'} `;
  }
  return { text: line, runs };
}

/** A file may be a script, a unit of systemd, or a Compose file. */
function* readFile(site: ReferenceSite, file: Resolved): Iterable<ReferenceFact | FileProblem> {
  const content = writtenScalar(file, 'content');
  const path = textOf(file, 'path') ?? '';
  const at = { ...site, address: `${site.address}/write_files.${path}` };
  if (!content || textOf(file, 'encoding') !== undefined) return;
  if (/\.service$/.test(path) || /^\[Unit\]/m.test(content.text)) yield* readUnit(at, content);
  else if (/compose[^/]*\.ya?ml$/.test(path)) yield* readCompose(at, content);
  else if (/^\s*#!\s*\S*\b(?:env\s+)?(?:ba|da|a)?sh\b/.test(content.text))
    yield* embeddedScript(at, [content]);
}

const command = /^[ \t]*Exec\w+[ \t]*=[ \t]*[-@:+!]*(?<line>(?:\\\r?\n|[^\n])*)/gm;

/** The commands of a unit run without a shell, but most words mean the same to one. */
function readUnit(site: ReferenceSite, content: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  return readEmbedded(site.file, content, function* (file: SourceFile) {
    const text = withoutDirectives(file.text);
    const lines = Array.from(text.matchAll(command), (match) => {
      const end = match.index + match[0].length;
      return mappedText(text, [{ start: end - (match.groups?.line?.length ?? 0), end }]);
    });
    yield* mappedScript({ ...site, file }, lines);
  });
}

function readCompose(site: ReferenceSite, content: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  return readEmbedded(site.file, content, function* (file: SourceFile) {
    const images: ScalarNode[] = [];
    for (const { root } of file.parse(parseYaml).documents) {
      walk(root, (node, path) => {
        const image = path[0] === 'services' && path.length === 2 ? writtenScalar(node, 'image') : undefined;
        if (image && get(node, 'build') === undefined) images.push(image);
        return undefined;
      });
    }
    for (const image of images) yield* imageReference({ ...site, file }, scalarReference(image));
  });
}
