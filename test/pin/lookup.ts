import { createHash } from 'node:crypto';
import type { Answer, Kind, Lookup, ResolvedOccurrence } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';

/** A version that no fixture asks for, and that every registry of the made-up look-up has. */
export const newest = '97.98.99';

const gitKinds = [
  'git-source',
  'kustomize-base',
  'pre-commit-hook',
  'gitlab-include',
  'helm-plugin',
  'ansible-role',
  'buildkite-plugin',
  'azure-repository',
];

const all: readonly Kind[] = kinds;
const withCommits = new Set(all.filter(({ pins }) => pins.includes('commit')).map(({ id }) => id));
const withVersions = new Set(all.filter(({ pins }) => pins.includes('exact')).map(({ id }) => id));

/**
 * Answers every question, always in the same way: git with a commit, images with a digest, registries with a version. What
 * is answered is made up of what was asked, so that two answers are never equal by chance.
 */
export const madeUp: Lookup = {
  online: true,
  ask: (occurrence) => Promise.resolve(answerTo(occurrence)),
  hash: ({ key }) =>
    Promise.resolve({ is: 'hash', hash: `sha256:${createHash('sha256').update(key).digest('hex')}` }),
};

function answerTo({ kind, key, source = '', request, requested }: ResolvedOccurrence): Answer {
  const hash = createHash('sha256').update(`${key}@${requested}`).digest('hex');
  const nothing = { is: 'answer', version: null, digest: null, commit: null } as const;
  const isGit =
    withCommits.has(kind) &&
    (gitKinds.includes(kind) ||
      /^git|\.git$|^https:\/\/github\.com\//.test(source) ||
      (kind === 'terraform-module' && source.includes('://')));
  // Releases of such plugins are tags, and are asked for by their version.
  if (kind === 'tflint-plugin') return { ...nothing, version: newest };
  if (kind === 'gitlab-component') return { ...nothing, commit: hash.slice(0, 40), names: ['2.7.0'] };
  const isRangeOfTags = request.is === 'version' && (kind === 'git-source' || kind === 'kustomize-base');
  if (request.is === 'git-ref' || isRangeOfTags || (request.is === 'nothing' && isGit))
    return { ...nothing, commit: hash.slice(0, 40) };
  if (request.is === 'version' && kind === 'remote-manifest')
    return { ...nothing, version: newest, digest: `sha256:${hash}` };
  if (request.is === 'version' || kind === 'circleci-orb') return { ...nothing, version: newest };
  const isArtifact = kind === 'remote-manifest' && source.startsWith('oci://');
  if (isArtifact || kind === 'container-image' || kind === 'devcontainer-feature' || request.is === 'tag')
    return { ...nothing, digest: `sha256:${hash}` };
  return withVersions.has(kind) ? { ...nothing, version: newest } : nothing;
}
