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
  scalarOf,
  textOf,
} from '@fineprint/core';
import type { ComposeFact } from './facts.ts';
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
  for (const { name: part, value } of contextsOf(get(build, 'additional_contexts'))) {
    const fact = scalarFact(file, value, `${address}/build.${part}`);
    if (value.text.startsWith(imageScheme)) yield { is: 'other-image', usage: 'build', ...fact };
    else if (isRemote(value.text)) yield { is: 'remote', use: 'build', ...fact };
  }
  const inline = scalarOf(build, 'dockerfile_inline');
  if (inline && isPresent(inline)) yield* readInline(file, inline, `${address}/build.dockerfile_inline`);
  for (const volume of items(service, 'volumes')) {
    const source = textOf(volume, 'type') === 'image' ? scalarOf(volume, 'source') : undefined;
    if (source && isPresent(source))
      yield { is: 'other-image', usage: 'deployed', ...scalarFact(file, source, `${address}/volumes`) };
  }
}

interface Context {
  readonly name: string;
  readonly value: ScalarNode;
}

/** `additional_contexts` is a mapping, or a list of `name=value`. */
function contextsOf(node: Resolved | undefined): readonly Context[] {
  const listed = items(node).flatMap((item) => (item.is === 'scalar' ? contextOf(item) : []));
  const mapped = entries(node).flatMap(({ key, value }) =>
    value.is === 'scalar' ? [{ name: key.text, value }] : [],
  );
  return [...listed, ...mapped];
}

function contextOf(item: ScalarNode): readonly Context[] {
  const equals = item.text.indexOf('=');
  if (equals < 0) return [];
  const start = item.verbatim ? item.start + equals + 1 : item.start;
  return [{ name: item.text.slice(0, equals), value: { ...item, text: item.text.slice(equals + 1), start } }];
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
