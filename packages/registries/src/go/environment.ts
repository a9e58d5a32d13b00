import type { UserFiles } from '../credentials/credentials.ts';

type Env = Readonly<Record<string, string | undefined>>;

// https://go.dev/ref/mod#environment-variables
const variables = ['GOPROXY', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB'] as const;

// https://pkg.go.dev/os#UserConfigDir, below the home directory where nothing else is said.
const places = ['.config', 'Library/Application Support'] as const;

/**
 * What the user told Go about modules: in the environment, else in the file that `go env -w` writes. Nothing of what is
 * scanned is ever read for it.
 */
export function goEnvironment({ read, env }: UserFiles): Env {
  const written = env.GOENV === 'off' ? new Map<string, string>() : settingsIn(fileOf(read, env));
  return Object.fromEntries(variables.map((name) => [name, env[name] || written.get(name)]));
}

function fileOf(read: UserFiles['read'], { GOENV, XDG_CONFIG_HOME, APPDATA }: Env): string {
  if (GOENV) return read(GOENV) ?? '';
  const homes = [XDG_CONFIG_HOME, APPDATA, ...places].filter((home) => home !== undefined && home !== '');
  return homes.map((home) => read(`${home}/go/env`)).find((text) => text !== null) ?? '';
}

function settingsIn(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const { name, value } = /^(?<name>[A-Z0-9_]+)=(?<value>.*)$/.exec(line.trim())?.groups ?? {};
    if (name !== undefined && value !== undefined) settings.set(name, value.trim());
  }
  return settings;
}
