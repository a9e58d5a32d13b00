import {
  entries,
  type FileProblem,
  get,
  items,
  type Node,
  parseYaml,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarOf,
  textOf,
} from '@fineprint/core';
import type { BuildFact, ComposeFact, Scalar } from './facts.ts';
import { readInline } from './inline.ts';

/** Reads a Compose file: images of services, what their builds name, and `include`. */
export function* readProject(file: SourceFile): Iterable<ComposeFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  for (const { root, start } of documents) {
    yield { is: 'project', place: file.place({ start, end: start }) };
    // Version 1 of the format had no `services`: the services were the document.
    const services = get(root, 'services') ?? (isFirstVersion(root) ? get(root) : undefined);
    for (const { key, value } of entries(services)) yield* readService(file, key.text, value);
    for (const entry of items(root, 'include')) yield* readInclude(file, entry);
  }
}

function isFirstVersion(root: Node): boolean {
  return entries(root).some(
    ({ value }) => get(value, 'image') !== undefined || get(value, 'build') !== undefined,
  );
}

function* readService(
  file: SourceFile,
  name: string,
  service: Resolved,
): Iterable<ComposeFact | FileProblem> {
  const address = `services.${name}`;
  const build = get(service, 'build');
  const image = scalarOf(service, 'image');
  const builds = build !== undefined && !(build.is === 'scalar' && build.isNull);
  if (image && isPresent(image)) {
    yield { is: 'service-image', builds, ...scalarFact(file, image, `${address}/image`) };
  }
  const context = scalarOf(build) ?? scalarOf(build, 'context');
  if (context && isRemote(context.text)) {
    yield { is: 'remote', use: 'build', ...scalarFact(file, context, `${address}/build`) };
  }
  for (const { name: part, value } of settingsOf(get(build, 'additional_contexts'))) {
    if (!value) continue;
    const fact = scalarFact(file, value, `${address}/build.${part}`);
    if (value.text.startsWith(imageScheme)) yield { is: 'other-image', usage: 'build', ...fact };
    else if (isRemote(value.text)) yield { is: 'remote', use: 'build', ...fact };
  }
  const inline = scalarOf(build, 'dockerfile_inline');
  if (inline && isPresent(inline)) yield* readInline(file, inline, `${address}/build.dockerfile_inline`);
  else if (!context || !isRemote(context.text)) yield* readArguments(file, build, `${address}/build`);
  for (const volume of items(service, 'volumes')) {
    const source = textOf(volume, 'type') === 'image' ? scalarOf(volume, 'source') : undefined;
    if (source && isPresent(source))
      yield { is: 'other-image', usage: 'deployed', ...scalarFact(file, source, `${address}/volumes`) };
  }
}

/** The arguments that a local build passes to its Dockerfile; without any, that file says everything itself. */
function* readArguments(file: SourceFile, build: Resolved | undefined, address: string): Iterable<BuildFact> {
  const args = settingsOf(get(build, 'args')).flatMap(({ name, value, from }) => {
    if (value?.isNull === false)
      return [{ is: 'build-argument' as const, name, ...scalarFact(file, value, address) }];
    return [{ is: 'build-argument' as const, name, ...suppliedFact(file, from, `\${${name}}`, address) }];
  });
  if (!build || args.length === 0) return;
  const part = (name: 'context' | 'dockerfile', absent: string): Scalar => {
    const scalar = scalarOf(build, name);
    return {
      is: name,
      ...(scalar ? scalarFact(file, scalar, address) : suppliedFact(file, build, absent, address)),
    };
  };
  yield {
    is: 'build',
    place: file.place(build),
    context: part('context', '.'),
    dockerfile: part('dockerfile', 'Dockerfile'),
    args,
    address,
  };
}

interface NamedSetting {
  readonly name: string;
  /** Absent in `- NAME`. */
  readonly value?: ScalarNode;
  readonly from: Span;
}

/** `args` and `additional_contexts` are mappings, or lists of `name=value`. */
function settingsOf(node: Resolved | undefined): readonly NamedSetting[] {
  const listed = items(node).flatMap((item) => (item.is === 'scalar' ? [listedSetting(item)] : []));
  const mapped = entries(node).flatMap(({ key, value }) =>
    value.is === 'scalar' ? [{ name: key.text, value, from: key }] : [],
  );
  return [...listed, ...mapped];
}

function listedSetting(item: ScalarNode): NamedSetting {
  const equals = item.text.indexOf('=');
  if (equals < 0) return { name: item.text, from: item };
  const start = item.verbatim ? item.start + equals + 1 : item.start;
  const value = { ...item, text: item.text.slice(equals + 1), start };
  return { name: item.text.slice(0, equals), value, from: item };
}

function* readInclude(file: SourceFile, entry: Resolved): Iterable<ComposeFact> {
  const path = get(entry, 'path');
  const paths = entry.is === 'scalar' ? [entry] : path?.is === 'scalar' ? [path] : items(path);
  for (const each of paths) {
    if (each.is === 'scalar' && isRemote(each.text)) {
      yield { is: 'remote', use: 'include', ...scalarFact(file, each, 'include') };
    }
  }
}

/** What image contexts begin with. */
export const imageScheme = 'docker-image://';

const remote = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i;

function isRemote(text: string): boolean {
  return remote.test(text) && !text.startsWith(imageScheme) && !text.startsWith('file://');
}

function isPresent(scalar: ScalarNode): boolean {
  // `!reset` takes the value of an earlier file away.
  return !scalar.isNull && scalar.text !== '' && scalar.tag !== '!reset';
}

function scalarFact(file: SourceFile, scalar: ScalarNode, address: string) {
  const { text, verbatim, templated } = scalar;
  return { place: file.place(scalar), text, verbatim, templated, address };
}

/** A scalar that the format puts where the file has none. */
function suppliedFact(file: SourceFile, at: Span, text: string, address: string) {
  return { place: file.place(at), text, verbatim: false, templated: false, address };
}
