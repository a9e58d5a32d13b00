import { licenseFileNames } from '../license-file-name.ts';
import { part, parts } from '../package-name.ts';
import {
  type ArchiveFinding,
  type AskingMeans,
  homeOf,
  jsonOf,
  type LicenseFinding,
  type Registry,
  withoutAnswer,
} from '../registry.ts';
import { type Repository, repositoryOf } from '../repository.ts';
import { textAt } from '../values.ts';
import type { GetOptions } from '../web/web.ts';

/** Kinds that are a repository, or a file of one. */
export const gitKinds = [
  'github-action',
  'github-workflow',
  'terraform-module',
  'git-source',
  'kustomize-base',
  'remote-manifest',
  'download',
  'pre-commit-hook',
  'buildkite-plugin',
  'ansible-collection',
  'ansible-role',
  'tflint-plugin',
  'packer-plugin',
  'tekton-task',
  'helm-chart',
  'helm-plugin',
  'cloudformation-template',
  'arm-template',
  'gitlab-component',
  'gitlab-include',
  'jenkins-library',
  'nix-input',
  'azure-repository',
  'library',
] as const;

/** Files of repositories on hosts that serve them by their path: the license file at the ref that is asked for. */
export const gitFiles = {
  id: 'git-files',
  title: 'Files of GitHub, GitLab, Bitbucket and Codeberg',
  kinds: gitKinds,
  async licenses(component, means) {
    const repository = repositoryOf(component);
    return repository ? licenseFileAt(repository, means) : [];
  },
  async archive(occurrence, means) {
    const repository = repositoryOf({ ...occurrence, source: occurrence.source ?? null });
    return repository && archiveAt(repository, means);
  },
} as const satisfies Registry;

/** Whether a host serves files of its repositories by their path. */
export function servesFiles(host: string): boolean {
  return hosts.has(host);
}

/** The license file of a repository at a ref; nothing where its host serves no files by their path. */
export async function licenseFileAt(
  repository: Repository,
  means: AskingMeans,
): Promise<readonly LicenseFinding[]> {
  const { host, path, ref } = repository;
  const raw = hosts.get(host);
  if (!raw) return [];
  const found = host === 'github.com' ? await githubLicense(repository, means) : null;
  if (found) return [found];
  for (const name of licenseFileNames) {
    const url = `${homeOf(means, `files of ${host}`, raw.home)}/${raw.path(parts(path), parts(ref ?? 'HEAD'), name)}`;
    const answer = await means.web.get(url, { ...optionsFor(url, ref, means), maxBytes: 1024 ** 2 });
    if (answer.is === 'answer')
      return [
        { is: 'text', text: answer.body.toString('utf8'), name, source: url, staleSince: answer.staleSince },
      ];
    if (answer.is !== 'absent') return [withoutAnswer(answer)];
  }
  const because = `https://${host}/${path} has no ${licenseFileNames.join(', ')} at ${ref ?? 'its newest commit'}.`;
  return [{ is: 'silent', because }];
}

/** The archive of a repository at a ref; `null` where its host serves none. */
export async function archiveAt(
  { host, path, ref }: Repository,
  means: AskingMeans,
): Promise<ArchiveFinding | null> {
  const served = hosts.get(host);
  if (!served) return null;
  const home = homeOf(means, `archives of ${host}`, served.archives);
  const url = `${home}/${served.archive(parts(path), parts(ref ?? 'HEAD'))}`;
  const answer = await means.web.get(url, { ...optionsFor(url, ref, means), maxBytes: 64 * 1024 ** 2 });
  return answer.is === 'answer' ? { is: 'archive', bytes: answer.body } : withoutAnswer(answer);
}

interface RawHost {
  readonly home: string;
  readonly archives: string;
  archive(repository: string, ref: string): string;
  path(repository: string, ref: string, file: string): string;
}

const hosts: ReadonlyMap<string, RawHost> = new Map<string, RawHost>([
  [
    'github.com',
    {
      home: 'https://raw.githubusercontent.com',
      archives: 'https://codeload.github.com',
      archive: (repository, ref) => `${repository}/tar.gz/${ref}`,
      path: (repository, ref, file) => `${repository}/${ref}/${file}`,
    },
  ],
  [
    'gitlab.com',
    {
      home: 'https://gitlab.com',
      archives: 'https://gitlab.com',
      archive: (repository, ref) => `${repository}/-/archive/${ref}/archive.tar.gz`,
      path: (repository, ref, file) => `${repository}/-/raw/${ref}/${file}`,
    },
  ],
  [
    'codeberg.org',
    {
      home: 'https://codeberg.org',
      archives: 'https://codeberg.org',
      archive: (repository, ref) => `${repository}/archive/${ref}.tar.gz`,
      path: (repository, ref, file) => `${repository}/raw/${ref}/${file}`,
    },
  ],
  [
    'bitbucket.org',
    {
      home: 'https://bitbucket.org',
      archives: 'https://bitbucket.org',
      archive: (repository, ref) => `${repository}/get/${ref}.tar.gz`,
      path: (repository, ref, file) => `${repository}/raw/${ref}/${file}`,
    },
  ],
]);

/**
 * Asks GitHub which file it takes for the license (https://docs.github.com/rest/licenses/licenses#get-the-license-for-a-repository),
 * whatever its name; only with a token, since without one sixty questions an hour are all. `null` leaves it to the files.
 */
async function githubLicense({ path, ref }: Repository, means: AskingMeans): Promise<LicenseFinding | null> {
  const home = homeOf(means, 'github', 'https://api.github.com');
  const credential = means.credentials.for('git', home);
  if (!credential) return null;
  const url = `${home}/repos/${parts(path)}/license${ref === null ? '' : `?ref=${part(ref)}`}`;
  const answer = jsonOf(
    await means.web.get(url, { accept: 'application/vnd.github+json', ...optionsFor(url, ref, means) }),
  );
  if (answer.is !== 'json') return null;
  const content = textAt(answer.value, 'content');
  const name = textAt(answer.value, 'name');
  if (content === null || name === null) return null;
  const text = Buffer.from(content, 'base64').toString('utf8');
  return {
    is: 'text',
    text,
    name,
    source: textAt(answer.value, 'html_url') ?? url,
    staleSince: answer.staleSince,
  };
}

const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

function optionsFor(url: string, ref: string | null, { credentials }: AskingMeans): GetOptions {
  const known = credentials.for('git', url);
  return {
    fresh: ref !== null && commit.test(ref) ? 'forever' : 'day',
    ...known,
  };
}
