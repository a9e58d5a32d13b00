import {
  elementAt,
  elementsAt,
  type FileProblem,
  parseXml,
  type SourceFile,
  type XmlElement,
  type XmlText,
  xmlText,
} from '@fineprint/core';
import type { Coordinates, MavenFact, ParentFact, Written } from './facts.ts';

/** Reads `pom.xml` (https://maven.apache.org/pom.html). */
export function* readPom(file: SourceFile): Iterable<MavenFact | FileProblem> {
  const { root, problems } = file.parse(parseXml);
  yield* file.problems(problems);
  if (root?.name !== 'project') return;
  const written = (text: XmlText | undefined) => (text ? writtenAt(file, text) : null);
  const models = [root, ...elementsAt(root, 'profiles', 'profile')];
  yield {
    is: 'project',
    group: written(xmlText(root, 'groupId')),
    artifact: written(xmlText(root, 'artifactId')),
    version: written(xmlText(root, 'version')),
    parent: parentOf(file, elementAt(root, 'parent')),
    properties: models.flatMap((model) => propertiesOf(file, model)),
    coordinates: models.flatMap((model) => [...coordinatesIn(file, model, addressOf(model))]),
    place: file.place({ start: root.start, end: root.start }),
  };
}

/** Reads `.mvn/extensions.xml` (https://maven.apache.org/guides/mini/guide-using-extensions.html). */
export function* readExtensions(file: SourceFile): Iterable<MavenFact | FileProblem> {
  const { root, problems } = file.parse(parseXml);
  yield* file.problems(problems);
  if (!root) return;
  const none = { group: null, artifact: null, version: null, parent: null, properties: [] };
  const coordinates = [...listed(file, elementsAt(root, 'extension'), 'extension', 'extensions')];
  yield { is: 'project', ...none, coordinates, place: file.place({ start: root.start, end: root.start }) };
}

function writtenAt(file: SourceFile, { text, start, end, verbatim }: XmlText): Written {
  return { text, place: file.place({ start, end }), verbatim };
}

function addressOf(model: XmlElement): string {
  return model.name === 'profile' ? `profiles.${xmlText(model, 'id')?.text ?? ''}.` : '';
}

function parentOf(file: SourceFile, parent: XmlElement | undefined): ParentFact | null {
  const artifact = xmlText(parent, 'artifactId');
  if (!artifact) return null;
  const group = xmlText(parent, 'groupId');
  const version = xmlText(parent, 'version');
  const path = elementAt(parent, 'relativePath');
  return {
    group: group ? writtenAt(file, group) : null,
    artifact: writtenAt(file, artifact),
    version: version ? writtenAt(file, version) : null,
    relativePath: path ? (path.text?.text ?? '') : null,
  };
}

function propertiesOf(file: SourceFile, model: XmlElement): readonly (readonly [string, Written])[] {
  return (elementAt(model, 'properties')?.children ?? []).flatMap(({ name, text }) =>
    text ? [[name, writtenAt(file, text)] as const] : [],
  );
}

function* coordinatesIn(file: SourceFile, model: XmlElement, prefix: string): Iterable<Coordinates> {
  yield* listed(file, elementsAt(model, 'dependencies', 'dependency'), 'dependency', `${prefix}dependencies`);
  const managed = elementsAt(model, 'dependencyManagement', 'dependencies', 'dependency');
  yield* listed(file, managed, 'managed', `${prefix}dependencyManagement`);
  const build = elementAt(model, 'build');
  yield* listed(file, elementsAt(build, 'extensions', 'extension'), 'extension', `${prefix}build.extensions`);
  for (const [parent, path, role] of [
    [build, ['plugins', 'plugin'], 'plugin'],
    [build, ['pluginManagement', 'plugins', 'plugin'], 'managed-plugin'],
    [elementAt(model, 'reporting'), ['plugins', 'plugin'], 'plugin'],
  ] as const) {
    const plugins = elementsAt(parent, ...path);
    const address = `${prefix}${[parent?.name, ...path.slice(0, -1)].join('.')}`;
    yield* listed(file, plugins, role, address);
    for (const plugin of plugins) {
      const name = xmlText(plugin, 'artifactId')?.text ?? '';
      const own = elementsAt(plugin, 'dependencies', 'dependency');
      yield* listed(file, own, 'plugin-dependency', `${address}.${name}.dependencies`);
      yield* configured(file, plugin, `${address}.${name}`);
    }
  }
}

/**
 * What a plugin is told to fetch: artifacts that maven-dependency-plugin copies, processors that maven-compiler-plugin
 * runs. Their versions may be managed as those of dependencies are.
 */
function* configured(file: SourceFile, plugin: XmlElement, address: string): Iterable<Coordinates> {
  for (const part of [plugin, ...elementsAt(plugin, 'executions', 'execution')]) {
    const settings = elementAt(part, 'configuration');
    const copied = elementsAt(settings, 'artifactItems', 'artifactItem');
    yield* listed(file, copied, 'dependency', `${address}.artifactItems`);
    const processors = elementsAt(settings, 'annotationProcessorPaths', 'path');
    yield* listed(file, processors, 'plugin-dependency', `${address}.annotationProcessorPaths`);
  }
}

function* listed(
  file: SourceFile,
  elements: readonly XmlElement[],
  role: Coordinates['role'],
  address: string,
): Iterable<Coordinates> {
  for (const element of elements) {
    const artifact = xmlText(element, 'artifactId');
    if (!artifact || elementAt(element, 'systemPath')) continue;
    const scope = xmlText(element, 'scope')?.text ?? null;
    const group = xmlText(element, 'groupId');
    const version = xmlText(element, 'version');
    yield {
      role: role === 'managed' && scope === 'import' ? 'import' : role,
      group: group ? writtenAt(file, group) : null,
      artifact: writtenAt(file, artifact),
      version: version ? writtenAt(file, version) : null,
      scope,
      optional: xmlText(element, 'optional')?.text === 'true',
      address: `${address}.${artifact.text}`,
    };
  }
}
