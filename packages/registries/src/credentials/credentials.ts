import { dockerCredentials } from './docker-config.ts';
import { netrcCredentials } from './netrc.ts';
import { npmCredentials } from './npmrc.ts';
import { terraformCredentials } from './terraformrc.ts';
import { tokenCredentials } from './tokens.ts';

/** What a host is asked with, and who that makes us. */
export interface Credential {
  /** The value of an `Authorization` header: a secret, for the host that it was asked for and for no other. */
  readonly authorization: string;
  /** Where it comes from, and for which host; no secret. */
  readonly identity: string;
}

/** For what a host is asked; it decides which of the user's files may know credentials for it. */
export type Purpose = 'npm' | 'terraform' | 'oci' | 'git' | 'web';

/** The credentials that the user keeps for other tools already. */
export interface Credentials {
  for(purpose: Purpose, url: string): Credential | null;
}

/** What one place knows, by lower-case `host` or `host:port`, and for npm also by the path behind it. */
export type HostCredentials = (url: URL) => Credential | null;

/** The user's own surroundings; nothing of what is scanned is ever among them. */
export interface UserFiles {
  /** A file below the home directory as text, or `null`. */
  read(path: string): string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens the credentials of a user; each file is read when something is first asked that it may know. */
export function openCredentials(files: UserFiles): Credentials {
  const places: Readonly<Record<Purpose, readonly (() => HostCredentials)[]>> = {
    npm: [once(() => npmCredentials(files))],
    terraform: [once(() => terraformCredentials(files))],
    oci: [once(() => dockerCredentials(files))],
    git: [once(() => tokenCredentials(files)), once(() => netrcCredentials(files))],
    web: [once(() => netrcCredentials(files))],
  };
  return {
    for(purpose, url) {
      if (!URL.canParse(url)) return null;
      const parsed = new URL(url);
      // Without encryption a secret is everybody's.
      if (parsed.protocol !== 'https:' && !isLoopback(parsed.hostname)) return null;
      for (const place of places[purpose]) {
        const known = place()(parsed);
        if (known) return known;
      }
      return null;
    },
  };
}

/** Nobody's credentials. */
export const noCredentials: Credentials = { for: () => null };

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(hostname);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** `Authorization` of a name and a password (RFC 7617). */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** `Authorization` of a token (RFC 6750). */
export function bearer(token: string): string {
  return `Bearer ${token}`;
}
