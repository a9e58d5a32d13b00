import { isSymbolic } from './symbols.ts';

/**
 * What a git ref can be told to be by its text alone. `short-commit` looks like a shortened commit id and may as
 * well be a name; `symbolic` is filled in by another program; `invalid` cannot be asked of git.
 */
export type GitRefForm = 'commit' | 'short-commit' | 'tag' | 'branch' | 'none' | 'symbolic' | 'invalid';

/** Classifies a git ref as written, without asking the repository: a doubtful name counts as a branch. */
export function classifyGitRef(text: string): GitRefForm {
  if (text === '') return 'none';
  if (isSymbolic(text)) return 'symbolic';
  if (text.length > longestRef || text.startsWith('-') || forbidden.test(text)) return 'invalid';

  // git reads hexadecimal digits in either case (`hexval` in hex-ll.c) and takes exactly 40 or 64 of them for an
  // object id before it looks for a ref of that name (`get_oid_basic` in object-name.c). An upper-case id is the
  // same commit; 39 or 41 digits are an abbreviation, or a name that somebody can move.
  if (fullCommit.test(text)) return 'commit';
  if (abbreviation.test(text) && !allDigits.test(text)) return 'short-commit';
  if (describe.test(text)) return 'short-commit';
  return isTag(text) ? 'tag' : 'branch';
}

/** The tag that a ref names: `tags/v1.2.0` and `refs/tags/v1.2.0` are what git calls `v1.2.0`. */
export function tagNameOf(ref: string): string {
  return ref.replace(tagPrefix, '');
}

/** Says how strong a pin a git ref is; `null` where its text cannot say. */
export function gitRefPin(form: GitRefForm): 'commit' | 'tag' | 'branch' | 'none' | null {
  switch (form) {
    case 'short-commit':
      return 'branch';
    case 'symbolic':
    case 'invalid':
      return null;
    default:
      return form;
  }
}

const longestRef = 1024;
const forbidden = /[\u0000-\u0020\u007f\\?*[]/;
const fullCommit = /^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/;
const abbreviation = /^[0-9A-Fa-f]{7,63}$/;
const allDigits = /^[0-9]{1,12}$/;
// `git describe` writes `v1.2.3-4-gdeadbee`, and git resolves it by the abbreviated commit at its end.
const describe = /-[0-9]{1,9}-g[0-9a-f]{4,64}$/;

const tagPrefix = /^(?:refs\/)?tags\//;
const branchPrefix =
  /^(?:refs\/(?:heads|remotes|pull|merge-requests)|heads|origin|releases?|feature|feat|hotfix|bugfix|fix|support|renovate|dependabot)\//;
const movingRevision = /[~^:]|@\{|\.\./;
// `v4`, `1.2.3`, `release-1.2`, `bar-v1.0.0`, `modules/vpc/v1.2.0`, `v1.0.0-rc.1+build`, `2024-01-31`.
const versionTag =
  /(?:^|[/_@-])[vVrR]?[0-9]{1,9}(?:[._-][0-9]{1,9}){0,5}(?:[-+._]?[A-Za-z][0-9A-Za-z.+-]{0,63})?$/;
const wholeVersionTag = /^[vVrR]?[0-9]/;
const wildcard = /[._-][xX]$/;
const namedBranch =
  /^(?:main|master|trunk|develop|development|dev|next|head|staging|production|prod|stable)(?:[/_-]|$)/i;

function isTag(text: string): boolean {
  if (tagPrefix.test(text)) return true;
  if (branchPrefix.test(text) || namedBranch.test(text)) return false;
  if (movingRevision.test(text) || wildcard.test(text)) return false;

  // `ubuntu-22-04-fix` is somebody's branch; words after the number are a pre-release only in a whole version.
  const match = versionTag.exec(text);
  if (match === null) return false;
  return wholeVersionTag.test(text) || dotted.test(match[0]) || trailingNumber.test(text);
}

const dotted = /[0-9]\.[0-9]/;
const trailingNumber = /(?:^|[/_@-])[vVrR]?[0-9]{1,9}$/;
