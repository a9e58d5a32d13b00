import {
  type Extractor,
  type FileProblem,
  isShell,
  linkReferences,
  mappedText,
  type ReferenceFact,
  readScript,
  type SourceFile,
  scriptReferences,
  scriptWords,
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
  link: (unit) => linkReferences(unit, 'shell-script'),
} as const satisfies Extractor<ReferenceFact>;

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Reads a script; one whose first line asks for another interpreter is none. */
function* readFile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const program = shebang.exec(file.text.slice(0, 200))?.groups?.program;
  if (program !== undefined && !isShell(program)) return;
  const text = mappedText(file.text, [{ start: 0, end: file.text.length }]);
  const script = readScript([text], { lookup: () => null });
  yield* scriptReferences({ file, address: 'script', usage: 'build' }, script);
}
