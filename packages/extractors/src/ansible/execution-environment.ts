import {
  entries,
  type FileProblem,
  get,
  imageReference,
  items,
  libraryReference,
  type MappedText,
  mapOf,
  type Node,
  osPackageReference,
  partOf,
  partOfMappedText,
  type ReferenceFact,
  type Resolved,
  readScript,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  scalarText,
  scriptReferences,
} from '@fineprint/core';
import { readRequirements } from './requirements.ts';

/** Reads the definition of an execution environment (https://docs.ansible.com/projects/builder/en/latest/definition/). */
export function* readExecutionEnvironment(
  file: SourceFile,
  root: Node,
): Iterable<ReferenceFact | FileProblem> {
  yield* readImages(file, root);
  const dependencies = get(root, 'dependencies');
  const galaxy = mapOf(dependencies, 'galaxy');
  if (galaxy) yield* readRequirements(file, galaxy);
  for (const path of [['python'], ['ansible_core', 'package_pip'], ['ansible_runner', 'package_pip']]) {
    const site = { file, address: `dependencies.${path[0]}`, usage: 'build' } as const;
    for (const scalar of linesOf(get(dependencies, ...path)))
      if (!isFile(scalar)) yield* libraryReference(site, 'pypi', scalarReference(scalar));
  }
  yield* readSystem(file, [...items(dependencies, 'system')]);
  const python = scalarOf(dependencies, 'python_interpreter', 'package_system');
  if (python && !python.isNull) yield* readSystem(file, [python]);
  yield* readSteps(file, get(root, 'additional_build_steps'));
}

function* readImages(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const places = [
    ['images', 'base_image', 'name'],
    ['images', 'builder_image', 'name'],
    ['build_arg_defaults', 'EE_BASE_IMAGE'],
    ['build_arg_defaults', 'EE_BUILDER_IMAGE'],
  ];
  for (const path of places) {
    const image = scalarOf(root, ...path);
    const site = {
      file,
      address: path.join('.'),
      usage: path.join().includes('uilder') || path.join().includes('BUILDER') ? 'build' : 'deployed',
    } as const;
    if (image && !image.isNull) yield* imageReference(site, scalarReference(image));
  }
}

/** A list, or the one text that it may be. */
function linesOf(node: Resolved | undefined): readonly ScalarNode[] {
  if (node?.is === 'scalar') return node.isNull ? [] : [node];
  return items(node).filter((item) => item.is === 'scalar');
}

/** Dependencies may also be the name of a file that says them. */
function isFile({ text }: ScalarNode): boolean {
  return /^[\w./-]+\.(?:txt|ya?ml|toml)$/.test(text) || text.includes('\n');
}

/** Lines of bindep: `gcc-c++ [doc test platform:rpm]`; the images that Ansible builds on are of the RPM world. */
function* readSystem(file: SourceFile, lines: readonly Resolved[]): Iterable<ReferenceFact> {
  for (const line of lines) {
    if (line.is !== 'scalar') continue;
    const { at, resolved } = scalarReference(line);
    const name = /^\s*(?<name>[^\s[]+)/d.exec(resolved.text);
    const [start, end] = name?.indices?.groups?.name ?? [];
    if (start === undefined || end === undefined || /^[#(]/.test(resolved.text.trim())) continue;
    const type = /platform:(?:dpkg|debian|ubuntu)/.test(resolved.text) ? 'deb' : 'rpm';
    const site = { file, address: 'dependencies.system', usage: 'build' } as const;
    yield* osPackageReference(site, type, { at, resolved: partOf(resolved, { start, end }) });
  }
}

/** Lines of a Dockerfile that are put before and after the steps of the builder. */
function* readSteps(file: SourceFile, steps: Resolved | undefined): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries(steps)) {
    const site = { file, address: `additional_build_steps.${key.text}`, usage: 'build' } as const;
    for (const step of linesOf(value)) {
      const texts = runLines(scalarText(file.text, step));
      if (texts.length > 0) yield* scriptReferences(site, readScript(texts, { lookup: () => null }));
    }
  }
}

/** The scripts of `RUN` lines, with what continues them. */
function runLines(mapped: MappedText): readonly MappedText[] {
  const lines = mapped.text.matchAll(/^[ \t]*RUN[ \t]+(?<script>(?:[^\\\n]|\\\r?\n|\\.)*)/gim);
  return Array.from(lines, ({ index, 0: line, groups }) => {
    const end = index + line.length;
    return partOfMappedText(mapped, { start: end - (groups?.script ?? '').length, end });
  });
}
