import { compareText, compareVersions, parseVersion, tagNameOf } from '@fineprint/core';

/**
 * The name that says best what a commit is: of the tags at it, the one with the most numbers that goes on from what was
 * asked (`v4` is `v4.2.2`); of several such the newest. What was asked, where there is none.
 */
export function claimOf(asked: string, names: readonly string[] = []): string {
  const stem = tagNameOf(asked);
  const [best] = names
    .filter((name) => name.startsWith(stem) && furtherNumbers.test(name.slice(stem.length)))
    .sort((a, b) => countOf(b) - countOf(a) || newestFirst(a, b) || compareText(a, b));
  return best ?? asked.replace(/^refs\/(?:heads|tags)\//, '');
}

const furtherNumbers = /^(?:\.\d{1,9}){1,5}$/;

function countOf(name: string): number {
  return name.split('.').length;
}

function newestFirst(a: string, b: string): number {
  const [one, other] = [a, b].map((name) => parseVersion(name.replace(/^.*[^\d.](?=[\d.]+$)/, '')));
  return one && other ? compareVersions(other, one) : 0;
}
