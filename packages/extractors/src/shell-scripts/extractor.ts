import {
  type Extractor,
  type FileProblem,
  isShell,
  type Linked,
  linkReferences,
  mappedText,
  type ReferenceFact,
  readScript,
  type SourceFile,
  scriptFileReferences,
  scriptReferences,
  scriptWords,
  sourcedVariables,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';

/** Shell scripts: packages that they install, files and repositories that they fetch, charts and manifests that they apply. */
export const shellScripts = {
  id: 'shell-scripts',
  title: 'Shell scripts',
  formats: [
    {
      id: 'script',
      role: 'manifest',
      files: ['**/*.{sh,bash,ksh}'],
      words: scriptWords,
      read: readFile,
    },
    {
      id: 'unnamed-script',
      role: 'manifest',
      files: ['**/!(*.*)'],
      begins: /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?:ba|da|a|k|z)?sh\s/,
      words: scriptWords,
      read: readFile,
    },
  ],
  unit: (path) => path,
  link: linkScript,
} as const satisfies Extractor<ReferenceFact>;

/** Links a script; one that sources files of the repository is read with what these set. */
function* linkScript(unit: UnitFiles<ReferenceFact>, tree: Tree<ReferenceFact>): Iterable<Linked> {
  const open = unit.files.filter(({ path }) => sourcedVariables(tree, path).size > 0);
  yield* linkReferences(
    { ...unit, files: unit.files.filter((file) => !open.includes(file)) },
    'shell-script',
  );
  for (const { path } of open)
    for (const linked of scriptFileReferences(tree, path, { address: 'script', usage: 'build' }))
      if (linked.is === 'occurrence') yield linked;
}

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Reads a script; one whose first line asks for another interpreter is none. */
function* readFile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const program = shebang.exec(file.text.slice(0, 200))?.groups?.program;
  if (program !== undefined && !isShell(program)) return;
  const text = mappedText(file.text, [{ start: 0, end: file.text.length }]);
  const script = readScript([text], { lookup: () => null });
  yield* scriptReferences({ file, address: 'script', usage: 'build' }, script);
}
