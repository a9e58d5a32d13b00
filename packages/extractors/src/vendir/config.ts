import {
  chartParts,
  downloadParts,
  type FileProblem,
  get,
  gitParts,
  imageReference,
  isDigest,
  items,
  type Node,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  type ResolvedText,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  textOf,
  withRefKey,
  writtenScalar,
} from '@fineprint/core';
import type { ContentFact } from './facts.ts';

/** Reads a configuration (https://carvel.dev/vendir/docs/latest/vendir-spec/). */
export function* readConfig(file: SourceFile, root: Node): Iterable<ContentFact | FileProblem> {
  for (const directory of items(root, 'directories')) {
    const folder = textOf(directory, 'path') ?? '';
    for (const content of items(directory, 'contents')) {
      const path = textOf(content, 'path') ?? '';
      const site: ReferenceSite = { file, address: `${folder}/${path}`, usage: 'deployed' };
      for (const fact of readContent(site, content)) {
        if (fact.is === 'problem') yield fact;
        else yield { is: 'content', directory: folder, path, reference: fact, place: fact.place };
      }
    }
  }
}

function* readContent(site: ReferenceSite, content: Resolved): Iterable<ReferenceFact | FileProblem> {
  const git = get(content, 'git');
  if (git) yield* gitContent(site, git);
  const chart = get(content, 'helmChart');
  if (chart) yield* chartContent(site, chart);
  const release = get(content, 'githubRelease');
  if (release) yield* releaseContent(site, release);
  const url = writtenScalar(content, 'http', 'url');
  if (url) yield* httpContent(site, url, writtenScalar(content, 'http', 'sha256'));
  const image = writtenScalar(content, 'image', 'url') ?? writtenScalar(content, 'imgpkgBundle', 'image');
  if (image) yield* imageReference(site, scalarReference(image));
}

function textAt(node: Node, ...path: readonly string[]): ResolvedText | null {
  const scalar = writtenScalar(node, ...path);
  return scalar ? scalarReference(scalar).resolved : null;
}

function* gitContent(site: ReferenceSite, git: Resolved): Iterable<ReferenceFact> {
  const url = writtenScalar(git, 'url');
  if (!url) return;
  const reference = scalarReference(url);
  // `refSelection.semver.constraints` picks the newest tag within a range.
  const range = writtenScalar(git, 'refSelection', 'semver', 'constraints');
  const parts = gitParts(site.file, reference.resolved, textAt(git, 'ref'));
  const keys = { url: 'url', ref: 'ref' } as const;
  if (parts)
    yield referenceFact(
      site,
      reference,
      range ? ranged(site, parts, range) : withRefKey(site.file, parts, git, keys),
    );
}

function ranged({ file }: ReferenceSite, parts: ReferenceParts, range: ScalarNode): ReferenceParts {
  const { text, verbatim } = range;
  return {
    ...parts,
    request: { is: 'version', text },
    slots: [{ is: 'version', value: text, place: file.place(range), verbatim }],
  };
}

function* chartContent(site: ReferenceSite, chart: Resolved): Iterable<ReferenceFact> {
  const name = writtenScalar(chart, 'name');
  if (!name) return;
  const reference = scalarReference(name);
  const asked = {
    chart: reference.resolved,
    repository: textAt(chart, 'repository', 'url'),
    version: textAt(chart, 'version'),
  };
  yield referenceFact(site, reference, chartParts(site.file, asked));
}

/** A release of GitHub: by its tag, by a range of tags, or the newest. */
function* releaseContent(site: ReferenceSite, release: Resolved): Iterable<ReferenceFact> {
  const slug = writtenScalar(release, 'slug');
  if (!slug) return;
  const reference = scalarReference(slug);
  const tag = writtenScalar(release, 'tag');
  const range = writtenScalar(release, 'tagSelection', 'semver', 'constraints');
  const parts: ReferenceParts = {
    kind: 'git-source',
    name: `github.com/${slug.text}`,
    source: `https://github.com/${slug.text}`,
    request: tag ? { is: 'tag', text: tag.text } : { is: 'nothing' },
    slots: tag
      ? [{ is: 'version', value: tag.text, place: site.file.place(tag), verbatim: tag.verbatim }]
      : [],
  };
  yield referenceFact(site, reference, range ? ranged(site, parts, range) : parts);
}

function* httpContent(
  site: ReferenceSite,
  url: ScalarNode,
  checksum: ScalarNode | undefined,
): Iterable<ReferenceFact> {
  const reference: Reference = scalarReference(url);
  const parts = downloadParts(site.file, reference.resolved);
  const digest = checksum ? `sha256:${checksum.text}` : '';
  if (parts) yield referenceFact(site, reference, isDigest(digest) ? { ...parts, digest } : parts);
}
