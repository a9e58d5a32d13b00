import {
  type Extractor,
  linkReferences,
  parseToml,
  type ReferenceFact,
  readDocuments,
} from '@fineprint/core';
import { readProperties } from './properties.ts';
import { readRustToolchain, readSwitch } from './toml.ts';
import { readVersions, type VersionFile } from './version-line.ts';

// Files that hold the version of one program, by that program's name.
const files: readonly VersionFile[] = [
  { tool: 'terraform', files: ['**/.terraform-version', '**/.tfswitchrc'], usage: 'build' },
  { tool: 'tofu', files: ['**/.opentofu-version'], usage: 'build' },
  { tool: 'terragrunt', files: ['**/.terragrunt-version', '**/.tgswitchrc'], usage: 'build' },
  { tool: 'packer', files: ['**/.packer-version'], usage: 'build' },
  { tool: 'kubectl', files: ['**/.kubectl-version'], usage: 'build' },
  { tool: 'helm', files: ['**/.helm-version'], usage: 'build' },
  { tool: 'bazel', files: ['**/.bazelversion'], usage: 'build' },
  { tool: 'node', files: ['**/.node-version', '**/.nvmrc'], usage: 'development' },
  { tool: 'python', files: ['**/.python-version'], usage: 'development' },
  { tool: 'ruby', files: ['**/.ruby-version'], usage: 'development' },
  { tool: 'go', files: ['**/.go-version'], usage: 'development' },
  { tool: 'java', files: ['**/.java-version'], usage: 'development' },
  { tool: 'php', files: ['**/.php-version'], usage: 'development' },
  { tool: 'perl', files: ['**/.perl-version'], usage: 'development' },
  { tool: 'bun', files: ['**/.bun-version'], usage: 'development' },
  { tool: 'deno', files: ['**/.deno-version', '**/.dvmrc'], usage: 'development' },
  { tool: 'swift', files: ['**/.swift-version'], usage: 'development' },
];

/** Files that name the version of one program: `.terraform-version`, `.nvmrc`, `.python-version` and the like. */
export const versionFiles = {
  id: 'version-files',
  title: 'Version files',
  formats: [
    ...files.map((each) => ({
      id: each.tool,
      role: 'manifest' as const,
      files: each.files,
      words: [],
      read: (file: Parameters<typeof readVersions>[0]) => readVersions(file, each),
    })),
    {
      id: 'sdkman',
      role: 'manifest',
      files: ['**/.sdkmanrc'],
      words: [],
      read: readProperties,
    },
    {
      id: 'tfswitch',
      role: 'manifest',
      files: ['**/.tfswitch.toml'],
      words: ['version'],
      read: (file) => readDocuments(file, parseToml, (root) => readSwitch(file, root, 'terraform')),
    },
    {
      id: 'tgswitch',
      role: 'manifest',
      files: ['**/.tgswitch.toml'],
      words: ['version'],
      read: (file) => readDocuments(file, parseToml, (root) => readSwitch(file, root, 'terragrunt')),
    },
    {
      id: 'rust-toolchain',
      role: 'manifest',
      files: ['**/rust-toolchain', '**/rust-toolchain.toml'],
      words: [],
      read: readRustToolchain,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'version-file'),
} as const satisfies Extractor<ReferenceFact>;
