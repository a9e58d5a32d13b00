import { join } from 'node:path';
import type { LicenseEvidence, LicenseSource, Lookup } from '@fineprint/core';
import {
  evidenceFromField,
  evidenceFromLicenseFile,
  type Licenses,
  type UnreadLicense,
} from '@fineprint/licenses';
import {
  fetchGitUrl,
  type GitUrl,
  goEnvironment,
  openAnswerCache,
  openCredentials,
  openFetchedTrees,
  openWeb,
  registries,
  registryLookup,
  registrySource,
  type Web,
} from '@fineprint/registries';
import { cacheDirectory } from './directories.ts';
import { readSettings } from './settings.ts';
import { userFiles } from './user-files.ts';
import { version } from './version.ts';

/** What a scan with `--online` has besides: the only parts of the program that open a socket. */
export interface Online {
  readonly lookup: Lookup;
  readonly licenseSource: LicenseSource;
  /** Fetches the files of a repository into a temporary directory. */
  fetchRepository(url: GitUrl): ReturnType<typeof fetchGitUrl>;
  close(): void;
}

/** How registries are asked. */
export interface Asking {
  /** Whether answers are kept for later runs, and those of earlier ones taken. */
  readonly keepsAnswers: boolean;
  /** For how many days something has to have been published before it is chosen. */
  readonly minAgeDays?: number;
}

const dayMs = 24 * 3600 * 1000;

type Env = Readonly<Record<string, string | undefined>>;

/** Opens the way to registries, with the user's settings, credentials and, unless it is unwanted, the cache of look-ups. */
export function openOnline(known: Licenses, env: Env, { keepsAnswers, minAgeDays = 0 }: Asking): Online {
  const { egress, proxies, mirrors, services } = readSettings(env);
  const now = () => new Date();
  const web: Web = openWeb({
    settings: egress,
    cache: keepsAnswers ? openAnswerCache(join(cacheDirectory(env), 'answers')) : null,
    userAgent: `fineprint/${version}`,
    now,
    random: Math.random,
  });
  const files = userFiles(env);
  const means = {
    // Git is to go the same way.
    env: {
      ...env,
      ...goEnvironment(files),
      HTTPS_PROXY: proxies.https ?? undefined,
      HTTP_PROXY: proxies.http ?? undefined,
    },
    now,
    web,
    credentials: openCredentials(files),
    publishedBefore: minAgeDays === 0 ? null : new Date(now().getTime() - minAgeDays * dayMs),
    mirrors,
    services,
  };
  const trees = openFetchedTrees(registries, means);
  const readers = {
    field: (source: string, field: string) => evidenceOr(evidenceFromField(source, field)),
    text: (source: string, text: string) => evidenceOr(evidenceFromLicenseFile(known.texts(), source, text)),
  };
  return {
    lookup: registryLookup(registries, means, trees),
    licenseSource: registrySource(registries, means, readers),
    fetchRepository: (url) => fetchGitUrl(url, means),
    close() {
      trees.close();
      web.close();
    },
  };
}

function evidenceOr(found: LicenseEvidence | UnreadLicense): LicenseEvidence | string {
  return 'is' in found ? found.because : found;
}
