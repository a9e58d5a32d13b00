import type { Kind } from '@fineprint/core';

type Holds = Kind['holds'] & {};

/** The tree of the git repository that is the source. */
export const repositoryTree: Holds = ({ source }) =>
  source !== null && isRepository(source) ? 'tree' : null;

/** The file that the source leads to, unless a part of its URL is filled in elsewhere. */
export const fileBehind: Holds = ({ source }) => (source !== null && plainUrl.test(source) ? 'file' : null);

// What is unpacked after it is fetched (https://developer.hashicorp.com/terraform/language/modules/sources) is no repository.
const archive = /\.(?:zip|tar|tgz|txz|tar\.(?:gz|xz|bz2))(?:[?#]|$)|[?&]archive=/i;
const repository = /^(?:git(?:\+|::))?(?:https?|ssh|git):\/\/[^\s/]+\/\S+$/i;
const plainUrl = /^https?:\/\/[^\s${}<>()\\^`|"'*]+$/i;

function isRepository(source: string): boolean {
  return repository.test(source) && !archive.test(source);
}
