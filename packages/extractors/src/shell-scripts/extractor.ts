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
      // The programs that are read, and nothing else, can matter.
      words: [
        ...[
          'curl',
          'wget',
          'git',
          'apt',
          'apk',
          'yum',
          'dnf',
          'zypper',
          'pip',
          'python',
          'uv',
          'npm',
          'pnpm',
          'yarn',
        ],
        ...[
          'npx',
          'bun',
          'go ',
          'gem',
          'cargo',
          'pecl',
          'pear',
          'composer',
          'dotnet',
          'conda',
          'mamba',
          'helm',
          'kubectl',
        ],
        ...['oc ', 'kustomize', 'docker', 'podman', 'nerdctl', 'aptitude', 'ansible-galaxy'],
      ],
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
