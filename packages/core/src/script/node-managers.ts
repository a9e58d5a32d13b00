import type { LanguageManager } from './language-managers.ts';

const nodeValues: ReadonlySet<string> = new Set([
  ...[
    '--registry',
    '--prefix',
    '-C',
    '--dir',
    '--cwd',
    '--cache',
    '-w',
    '--workspace',
    '--tag',
    '--loglevel',
  ],
  ...['--filter', '-F', '--omit', '--include', '--cache-folder', '--modules-folder', '--global-folder'],
  ...['--store-dir', '--reporter', '--network-timeout', '--fetch-retries', '--fetch-timeout', '-c', '--call'],
]);

const node: Omit<LanguageManager, 'actions'> = {
  type: 'npm',
  mark: '@',
  values: nodeValues,
  isNone: /^(?:\.{0,2}\/|~\/|\.{1,2}$|file:|link:|workspace:)|\.(?:tgz|tar\.gz)$/,
  // https://docs.npmjs.com/cli/commands/npm-install: `[@scope/]name[@version]`, `alias@npm:name@version`.
  form: /^(?:[^@\s]+@npm:)?(?<name>(?:@[a-z0-9\0][a-z0-9._~\0-]*\/)?[a-z0-9\0][a-z0-9._~\0-]*)(?:@(?<version>[^\s/:]*))?$/i,
  tags: /^[a-z][a-z0-9-]*$/i,
};

const runner: Omit<LanguageManager, 'actions'> = {
  ...node,
  values: new Set([...nodeValues, '-p', '--package']),
  isOne: true,
  isRunner: true,
  installedOnly: ['--no', '--no-install', '--no-yes'],
};

/** The package managers of Node and its like, and the programs that run what they would install. */
export const nodeManagers: readonly (readonly [string, LanguageManager])[] = [
  ['npm', { ...node, actions: [['install'], ['i'], ['add'], ['update'], ['isntall']] }],
  ['pnpm', { ...node, actions: [['add'], ['install'], ['i']] }],
  ['yarn', { ...node, actions: [['add'], ['global', 'add']] }],
  ['bun', { ...node, actions: [['add'], ['install'], ['i']] }],
  // https://github.com/nodejs/corepack: package managers by their names.
  ['corepack', { ...node, actions: [['prepare'], ['install'], ['use']] }],
  ['npx', { ...runner, actions: [[]] }],
  ['bunx', { ...runner, actions: [[]] }],
];
