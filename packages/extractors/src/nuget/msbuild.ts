import {
  elementAt,
  type FileProblem,
  parseXml,
  type SourceFile,
  type XmlElement,
  type XmlText,
  xmlAttribute,
  xmlText,
} from '@fineprint/core';
import type { ItemFact, NugetFact, Written } from './facts.ts';

/** Reads projects and property files of MSBuild (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files). */
export function* readMsbuild(file: SourceFile): Iterable<NugetFact | FileProblem> {
  const { root, problems } = file.parse(parseXml);
  yield* file.problems(problems);
  if (root?.name !== 'Project') return;
  yield* sdkAttribute(file, root);
  for (const group of groupsIn(root)) {
    for (const element of group.children) {
      if (group.name === 'PropertyGroup') yield* property(file, element);
      else yield* item(file, element);
    }
  }
}

/** Groups of the project, of `<Choose>` and of targets, whatever their condition. */
function* groupsIn(element: XmlElement): Iterable<XmlElement> {
  for (const child of element.children) {
    if (child.name === 'PropertyGroup' || child.name === 'ItemGroup') yield child;
    else if (['Choose', 'When', 'Otherwise'].includes(child.name)) yield* groupsIn(child);
    else if (child.name === 'Sdk') yield { ...element, name: 'ItemGroup', children: [child] };
  }
}

function written(file: SourceFile, text: XmlText | undefined): Written | null {
  return text ? { text: text.text, place: file.place(text), verbatim: text.verbatim } : null;
}

function* property(file: SourceFile, { name, text }: XmlElement): Iterable<NugetFact> {
  const value = written(file, text ?? undefined);
  if (value) yield { is: 'property', name, value, place: value.place };
}

const items: ReadonlySet<string> = new Set([
  'PackageReference',
  'PackageVersion',
  'GlobalPackageReference',
  'PackageDownload',
  'DotNetCliToolReference',
  'Sdk',
]);

function* item(file: SourceFile, element: XmlElement): Iterable<ItemFact> {
  const { name } = element;
  if (!isItem(name)) return;
  // `Update` changes what an earlier file includes; `Remove` takes it away.
  const include =
    xmlAttribute(element, name === 'Sdk' ? 'Name' : 'Include') ?? xmlAttribute(element, 'Update');
  const override = said(element, 'VersionOverride');
  const version = written(file, override ?? said(element, 'Version'));
  if (!include?.text || (name === 'Sdk' && !version)) return;
  const assets = said(element, 'PrivateAssets')?.text.toLowerCase();
  yield {
    is: 'item',
    item: name,
    name: include.text,
    version,
    isOverride: override !== undefined,
    isPrivate: assets === 'all' || name === 'GlobalPackageReference',
    place: file.place(include),
  };
}

function isItem(name: string): name is ItemFact['item'] {
  return items.has(name);
}

/** Metadata of an item: an attribute, or an element in it. */
function said(element: XmlElement, name: string): XmlText | undefined {
  return xmlAttribute(element, name) ?? xmlText(elementAt(element), name);
}

/** `<Project Sdk="MSTest.Sdk/3.3.1">`; an SDK without a version comes with .NET, or from `global.json`. */
function* sdkAttribute(file: SourceFile, root: XmlElement): Iterable<ItemFact> {
  const sdk = xmlAttribute(root, 'Sdk');
  if (!sdk?.verbatim) return;
  let start = sdk.start;
  for (const part of sdk.text.split(';')) {
    const slash = part.indexOf('/');
    const end = start + part.length;
    if (slash > 0) {
      const place = file.place({ start: start + slash + 1, end });
      const version = { text: part.slice(slash + 1), place, verbatim: true };
      const name = part.slice(0, slash).trim();
      const rest = { isOverride: false, isPrivate: true } as const;
      yield {
        is: 'item',
        item: 'Sdk',
        name,
        version,
        ...rest,
        place: file.place({ start, end: start + slash }),
      };
    }
    start = end + 1;
  }
}
