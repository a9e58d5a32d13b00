import type { LanguageManager } from './language-managers.ts';

// Of Windows, and yet their command lines are like those of languages: one version for all that is named.
const choco: LanguageManager = {
  type: 'chocolatey',
  kind: 'os-package',
  actions: [['install'], ['upgrade']],
  values: new Set([
    ...['--version', '-s', '--source', '--params', '--package-parameters', '--ia', '--installargs'],
    ...['--install-arguments', '--execution-timeout', '--timeout', '--cache-location', '-c', '--log-file'],
  ]),
  versionOptions: ['--version'],
  isNone: /[/\\]|\.config$|^all$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9._\0-]*)$/i,
};

const winget: LanguageManager = {
  ...choco,
  type: 'winget',
  values: new Set(['--id', '-v', '--version', '-s', '--source', '--scope', '-a', '--architecture', '-l']),
  versionOptions: ['-v', '--version'],
};

// https://docs.brew.sh/Manpage: formulae and casks, `user/tap/name` of somebody's own; `@` is a part of the name.
const brew: LanguageManager = {
  type: 'homebrew',
  kind: 'homebrew-package',
  actions: [['install'], ['cask', 'install'], ['reinstall']],
  values: new Set(['--env', '--cc', '--appdir', '--language', '--bottle-arch']),
  isNone: /^(?:\.{0,2}\/|~\/)|\.rb$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9._+@/\0-]*)$/i,
};

const vagrantPlugin: LanguageManager = {
  type: 'vagrant',
  kind: 'vagrant-plugin',
  actions: [['plugin', 'install']],
  values: new Set(['--plugin-version', '--plugin-source', '--entry-point']),
  versionOptions: ['--plugin-version'],
  isNone: /\/|\.gem$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9._\0-]*)$/i,
};

// https://snapcraft.io/docs/quickstart-tour: a channel is what its publisher moves, a revision never changes.
const snap: LanguageManager = {
  type: 'snap',
  kind: 'os-package',
  actions: [['install'], ['refresh']],
  values: new Set(['--channel', '--revision', '--cohort', '--name']),
  versionOptions: ['--revision'],
  isNone: /\/|\.snap$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9_\0-]*)$/,
};

/** Managers of programs for whole systems whose command lines are like those of languages, by the name of their program. */
export const programManagers: readonly (readonly [string, LanguageManager])[] = [
  ['choco', choco],
  ['winget', winget],
  ['brew', brew],
  ['snap', snap],
  ['vagrant', vagrantPlugin],
];
