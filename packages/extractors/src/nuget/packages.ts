import {
  type DependencyFact,
  elementsAt,
  encodedText,
  entries,
  type FileProblem,
  libraryParts,
  type Node,
  parseJson,
  parseXml,
  type ReferenceSite,
  readDocuments,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
  textOf,
  xmlAttribute,
} from '@fineprint/core';

/** The name of a package of NuGet; names are told apart without regard to case. */
export function nugetName(name: string): string {
  return `nuget/${name.toLowerCase()}`;
}

/** Reads `packages.config`, which lists everything that is needed in turn, too. */
export function* readPackagesConfig(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  const { root, problems } = file.parse(parseXml);
  yield* file.problems(problems);
  for (const element of elementsAt(root, 'package')) {
    const id = xmlAttribute(element, 'id');
    const version = xmlAttribute(element, 'version');
    if (!id) continue;
    const resolved = version ? encodedText(version.text, version, version.verbatim) : null;
    const isDevelopment = xmlAttribute(element, 'developmentDependency')?.text === 'true';
    const use = isDevelopment
      ? ({ usage: 'development', scope: 'excluded' } as const)
      : ({ usage: 'deployed' } as const);
    const reference = {
      at: { start: id.start, end: id.end },
      resolved: resolved ?? encodedText('', id, false),
    };
    yield referenceFact(
      { file, address: `packages.${id.text}`, ...use },
      reference,
      libraryParts(file, nugetName(id.text), resolved),
    );
  }
}

/** Reads `global.json`: the SDK of .NET, and SDKs of MSBuild that are packages (https://learn.microsoft.com/dotnet/core/tools/global-json). */
export function readGlobalJson(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readGlobals(file, root));
}

function* readGlobals(file: SourceFile, root: Node): Iterable<DependencyFact> {
  const version = scalarOf(root, 'sdk', 'version');
  if (version && !version.isNull) {
    const roll = textOf(root, 'sdk', 'rollForward');
    const reference = scalarReference(version);
    const whole = { start: 0, end: version.text.length };
    yield referenceFact({ file, address: 'sdk', usage: 'build' }, reference, {
      kind: 'tool',
      name: 'dotnet-sdk',
      // Any other policy takes what is installed from that version on.
      request: {
        is: 'version',
        text: roll === undefined || roll === 'disable' ? version.text : `>=${version.text}`,
      },
      slots: slotsAt(file, 'version', reference.resolved, whole),
    });
  }
  for (const { key, value } of entries(root, 'msbuild-sdks'))
    if (value.is === 'scalar') yield entryFact({ file, address: 'msbuild-sdks', usage: 'build' }, key, value);
}

/** Reads `dotnet-tools.json`: tools of the repository (https://learn.microsoft.com/dotnet/core/tools/local-tools-how-to-use). */
export function readTools(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  return readDocuments(file, parseJson, function* (root) {
    for (const { key, value } of entries(root, 'tools')) {
      const version = scalarOf(value, 'version');
      if (version) yield entryFact({ file, address: 'tools', usage: 'development' }, key, version);
    }
  });
}

function entryFact(site: ReferenceSite, key: ScalarNode, version: ScalarNode): DependencyFact {
  const { resolved } = scalarReference(version);
  return referenceFact(
    { ...site, address: `${site.address}.${key.text}` },
    { at: { start: key.start, end: key.end }, resolved },
    libraryParts(site.file, nugetName(key.text), resolved),
  );
}
