import { placeInRepository, type Subjects, type Upstream, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

/** Reports commits beside a comment with a version whose tag is at another commit. */
export const commitTagMismatch = {
  id: 'commit-tag-mismatch',
  title: 'A commit is not the one of the version that the comment beside it claims.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const { claimed, upstream } = occurrence;
    const { commit, name } = component;
    if (claimed === null || commit === null || !upstream || !isOther(claimed, commit, upstream)) return;
    const version = quotable(claimed);
    const { tags, claimedCommit } = upstream;
    const where =
      tags.length === 0
        ? 'no tag is at this commit'
        : `this commit is ${tags.slice(0, 3).map(quotable).join(', ')}`;
    yield {
      message: `The comment beside ${commit.slice(0, short)} says ${version}, and the tag ${version} of ${quotable(name)} is at ${claimedCommit?.slice(0, short)} today; ${where}. Either the comment is wrong, or the tag has been moved since.`,
      remedy:
        tags.length === 0
          ? `Find out which release the commit is of, or write that of ${version}: ${claimedCommit}.`
          : `Write the version of the commit ("# ${quotable(tags[0] ?? '')}"), or the commit of ${version}: ${claimedCommit}.`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;

const short = 12;
const whole = /^v?\d+\.\d+\.\d/;

/**
 * Tags such as `v4` are moved with every release: then only a commit that is that of another line is a contradiction.
 */
function isOther(claimed: string, commit: string, { tags, claimedCommit }: Upstream): boolean {
  if (claimedCommit === undefined || claimedCommit === commit) return false;
  if (whole.test(claimed)) return true;
  const line = bare(claimed);
  const versions = tags.map(bare).filter((tag) => /^\d/.test(tag));
  return versions.length > 0 && versions.every((tag) => tag !== line && !tag.startsWith(`${line}.`));
}

function bare(tag: string): string {
  return tag.replace(/^v/, '');
}
