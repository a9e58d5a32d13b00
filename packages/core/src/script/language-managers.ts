import { nodeManagers } from './node-managers.ts';
import { programManagers } from './program-managers.ts';

/** How the command line of a package manager of a language is read. */
export interface LanguageManager {
  /** Type of the purls of its packages. */
  readonly type: string;
  /** The kind of its packages, where they are no libraries; those of a kind of its own are called by their names alone. */
  readonly kind?: 'os-package' | 'homebrew-package' | 'vagrant-plugin';
  /** The words that install, one of the ways: `['global', 'add']`; `[]` where the program installs by itself. */
  readonly actions: readonly (readonly string[])[];
  /** Options whose value is the next word. */
  readonly values: ReadonlySet<string>;
  /** The options whose value is the version of the one package. */
  readonly versionOptions?: readonly string[];
  /** Whether only the first operand is a package, and the others are arguments of the program in it. */
  readonly isOne?: true;
  /** Whether it runs the one operand, with all words that follow. */
  readonly isRunner?: true;
  /** The options before it with which nothing is fetched. */
  readonly installedOnly?: readonly string[];
  /** What names no package of the registry: paths, archives. */
  readonly isNone: RegExp;
  /** A package with its version; what only the caller knows is `\0`. */
  readonly form: RegExp;
  /** What stands before an exact version that is written behind a name. */
  readonly mark?: string;
  /** Versions that are names of something that moves: `latest`. */
  readonly tags?: RegExp;
  /** Versions that are commits, tags or branches of a repository. */
  readonly refs?: RegExp;
}

const go: LanguageManager = {
  type: 'golang',
  actions: [['install'], ['run']],
  values: new Set([
    '-C',
    '-mod',
    '-modfile',
    '-tags',
    '-ldflags',
    '-gcflags',
    '-o',
    '-p',
    '-asmflags',
    '-overlay',
  ]),
  // A path without a version is one of the module that the command runs in.
  isNone: /^[^@]*$|^\.{1,2}\//,
  form: /^(?<name>[a-z0-9\0][a-z0-9.\0-]*\.[a-z0-9.\0-]*(?:\/[^\s@]+)?)@(?<version>\S*)$/i,
  tags: /^(?:latest|upgrade|patch|none)$/,
  refs: /^(?!v\d|[<>=]|\0)/,
};

// Outside of a module, and in every script of old, it installs the newest: https://go.dev/doc/go-get-install-deprecation.
const goGet: LanguageManager = {
  ...go,
  actions: [['get']],
  isNone: /^\.{1,2}(?:\/|$)|^(?![^/@]*\.[^/@]*\/)[^@]*$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9.\0-]*\.[a-z0-9.\0-]*(?:\/[^\s@/]+)*?)(?:\/\.\.\.)?(?:@(?<version>\S*))?$/i,
};

const gem: LanguageManager = {
  type: 'gem',
  actions: [['install'], ['i']],
  values: new Set([
    ...[
      '-v',
      '--version',
      '-i',
      '--install-dir',
      '-n',
      '--bindir',
      '-s',
      '--source',
      '--platform',
      '-g',
      '--file',
    ],
    ...[
      '-P',
      '--trust-policy',
      '-p',
      '--http-proxy',
      '--document',
      '--build-root',
      '--without',
      '-B',
      '--bulk-threshold',
    ],
  ]),
  versionOptions: ['-v', '--version'],
  isNone: /^\.{0,2}\/|\.gem$/,
  mark: ':',
  form: /^(?<name>[a-z0-9\0][a-z0-9._\0-]*)(?::(?<version>\S+))?$/i,
};

const cargo: LanguageManager = {
  type: 'cargo',
  actions: [['install'], ['binstall']],
  values: new Set([
    ...[
      '--version',
      '--vers',
      '--git',
      '--branch',
      '--tag',
      '--rev',
      '--path',
      '--root',
      '--index',
      '--registry',
    ],
    ...[
      '--target',
      '--target-dir',
      '--features',
      '-F',
      '--profile',
      '-j',
      '--jobs',
      '--bin',
      '--example',
      '--config',
      '-Z',
    ],
  ]),
  versionOptions: ['--version', '--vers'],
  isNone: /^\.{0,2}\//,
  mark: '@',
  form: /^(?<name>[a-z0-9\0][a-z0-9_\0-]*)(?:@(?<version>\S+))?$/i,
};

const pecl: LanguageManager = {
  type: 'pecl',
  actions: [['install'], ['i']],
  values: new Set(['-d', '-D', '-c', '-R', '--installroot', '--configureoptions', '-P', '--packagingroot']),
  isNone: /^\.{0,2}\/|\.(?:tgz|xml)$/,
  // A release follows its dash; a channel may stand before the name.
  form: /^(?:[a-z0-9.-]+\/)?(?<name>[a-z0-9_\0]+)(?:-(?<version>[0-9\0]\S*|alpha|beta|stable|devel))?$/i,
  tags: /^[a-z]+$/,
};

const composer: LanguageManager = {
  type: 'composer',
  actions: [['require'], ['global', 'require'], ['create-project']],
  values: new Set(['-d', '--working-dir', '--repository', '--repository-url', '-s', '--stability']),
  isNone: /^\.{0,2}\/|^[^/]*$/,
  mark: ':',
  form: /^(?<name>[a-z0-9\0][a-z0-9_.\0-]*\/[a-z0-9\0][a-z0-9_.\0-]*)(?:[:=](?<version>\S+))?$/i,
};

const dotnet: LanguageManager = {
  type: 'nuget',
  actions: [
    ['tool', 'install'],
    ['tool', 'update'],
    ['add', 'package'],
  ],
  values: new Set([
    ...[
      '--version',
      '-v',
      '--tool-path',
      '--add-source',
      '--source',
      '-s',
      '--configfile',
      '--framework',
      '-f',
    ],
    ...['--verbosity', '-a', '--arch', '--tool-manifest', '--package-directory'],
  ]),
  versionOptions: ['--version', '-v'],
  isOne: true,
  isNone: /^\.{0,2}\//,
  form: /^(?<name>[a-z0-9\0][a-z0-9._\0-]*)(?:@(?<version>\S+))?$/i,
};

const conda: LanguageManager = {
  type: 'conda',
  actions: [['install'], ['create'], ['update']],
  values: new Set([
    ...[
      '-c',
      '--channel',
      '-n',
      '--name',
      '-p',
      '--prefix',
      '-f',
      '--file',
      '-r',
      '--root-prefix',
      '--platform',
    ],
    ...['--solver', '--repodata-fn', '--revision', '--subdir'],
  ]),
  isNone: /^\.{0,2}\/|\.(?:conda|tar\.bz2|ya?ml)$/,
  // https://docs.conda.io/projects/conda-build: `[channel::]name[=version[=build]]`, or with a comparison.
  form: /^(?:[a-z0-9._/-]+::)?(?<name>[a-z0-9_\0][a-z0-9._\0-]*)(?:(?<operator>[<>]=?|[!~=]=|=)\s*(?<version>[^\s=]+)(?:=\S+)?)?$/i,
};

/** The package managers of languages that are read, by the name of their program, or of one command of it; pip has a reader of its own. */
export const languageManagers: ReadonlyMap<string, LanguageManager> = new Map([
  ...nodeManagers,
  ['go', go],
  ['go get', goGet],
  ['gem', gem],
  ['cargo', cargo],
  ['cargo-binstall', { ...cargo, actions: [[]] }],
  ['pecl', pecl],
  ['pear', { ...pecl, type: 'pear' }],
  ['composer', composer],
  ['dotnet', dotnet],
  ...programManagers,
  ...['conda', 'mamba', 'micromamba'].map((program) => [program, conda] as const),
]);
