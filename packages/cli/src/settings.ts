import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument, readThrough } from '@fineprint/policy';
import type { EgressSettings } from '@fineprint/registries';
import * as z from 'zod/mini';
import { configDirectory } from './directories.ts';
import { type Proxies, proxiesOf } from './proxies.ts';
import { UsageError } from './usage-error.ts';

/** What the user's own settings say about the network; nothing that is scanned can say any of it. */
export interface Settings {
  readonly egress: EgressSettings;
  /** The proxies that `egress` chooses from, for programs that are run. */
  readonly proxies: Proxies;
  /** The user's mirrors, by the id of the registry that they stand for; without a slash at the end. */
  readonly mirrors: ReadonlyMap<string, string>;
  /** Services that may be asked although no reference names them. */
  readonly services: ReadonlySet<string>;
  /** The user's report server, and the key that it signs with. */
  readonly server: { readonly url: string; readonly key?: string | undefined } | null;
}

type Env = Readonly<Record<string, string | undefined>>;

const Texts = z.array(z.string());

const SettingsFile = z.strictObject({
  network: z.optional(
    z.strictObject({
      /** `host` or `host:port` of registries that may be asked although they lie in a private network. */
      hosts: z.optional(Texts),
      /** Files (PEM) with certificates of private authorities. */
      authorities: z.optional(Texts),
      proxy: z.optional(z.string()),
      noProxy: z.optional(Texts),
      /** What no reference names and yet may be asked, about components whose source is public. */
      services: z.optional(z.array(z.enum(['deps.dev', 'clearlydefined']))),
    }),
  ),
  mirrors: z.optional(z.record(z.string(), z.string())),
  server: z.optional(z.strictObject({ url: z.string(), key: z.optional(z.string()) })),
});
type SettingsFile = z.infer<typeof SettingsFile>;

const maxBytes = 1_000_000;

/** Where the settings of a user lie, or would. */
export function settingsPath(env: Env): string {
  return env.FINEPRINT_SETTINGS || join(configDirectory(env), 'settings.yaml');
}

/**
 * Reads the user's settings: `settings.yaml` in their configuration directory, or the file that `FINEPRINT_SETTINGS` names.
 * Throws a `UsageError`, or a `PolicyError` with the place in the file, where they make no sense.
 */
export function readSettings(env: Env): Settings {
  const path = settingsPath(env);
  const {
    network = {},
    mirrors = {},
    server = null,
  } = env.FINEPRINT_SETTINGS || existsSync(path) ? readFile(path) : {};
  const proxies = proxiesOf(network.proxy, network.noProxy, env);
  return {
    proxies,
    server,
    egress: {
      hosts: new Set(network.hosts?.map((host) => host.toLowerCase())),
      authorities: network.authorities?.map((file) => textOf(file, 'The authority')) ?? [],
      proxyFor: proxies.for,
    },
    services: new Set(network.services),
    mirrors: new Map(Object.entries(mirrors).map(([id, url]) => [id, mirrorUrl(id, url)])),
  };
}

function readFile(path: string): SettingsFile {
  const document = readDocument({ name: path, path, text: textOf(path, 'The settings file') });
  return readThrough(SettingsFile, document.value, document);
}

function textOf(path: string, what: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > maxBytes)
    throw new UsageError(`${what} "${path}" is no file of at most ${maxBytes} bytes.`);
  return readFileSync(path, 'utf8');
}

function mirrorUrl(id: string, url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url.replace(/\/+$/, '');
  throw new UsageError(`The mirror of "${id}" in the settings is "${url}", which is no address of a server.`);
}
