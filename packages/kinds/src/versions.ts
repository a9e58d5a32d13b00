import { compareVersions, parseVersion, type VersionScheme } from '@fineprint/core';

const threeNumbers = /^v?\d+\.\d+\.\d+(?:[-.+][0-9A-Za-z.+-]+)?$/;
const constraintMarks = /[<>=~^*|,\s]/;
const date = /(?:^|[^0-9])(?:19|20)\d{2}[-.]?(?:0[1-9]|1[0-2])[-.]?(?:0[1-9]|[12]\d|3[01])(?:[^0-9]|$)/;

/** Semantic versions, with or without `v`; two numbers are a partial version. */
export const semanticVersions: VersionScheme = {
  id: 'semver',
  exact: (text) => (threeNumbers.test(exactOperand(text)) ? exactOperand(text) : null),
  compare,
};

/** Tags of images: an exact one has three numbers or a date, whatever variant follows; all else moves by custom. */
export const imageTags: VersionScheme = {
  id: 'image-tag',
  exact(text) {
    const bare = text.startsWith('v') ? text.slice(1) : text;
    const [numbers = ''] = bare.split(/[-_+]/, 1);
    return /^\d+(?:\.\d+){2,}$/.test(numbers) || date.test(text) ? text : null;
  },
  compare,
};

// `3.13.0rc2` and `1.1.1w` are releases, too.
const release =
  /(?:^|[^0-9.])\d+\.\d+\.\d+(?:[a-z]|(?:alpha|beta|rc|pre|post|dev|[abp])\.?\d{1,4})?(?:[-+.][0-9A-Za-z.+-]+)?$/i;

/** Tags of git repositories: `v4` follows its newest `v4.x.y` by custom, `v4.2.2` names one release. */
export const releaseTags: VersionScheme = {
  id: 'release-tag',
  exact(text) {
    const tag = text.replace(/^refs\/tags\//, '');
    if (constraintMarks.test(tag)) return null;
    return release.test(tag) || date.test(tag) ? tag : null;
  },
  compare,
};

/** Versions whose order nobody promises (packages of distributions, machine images): any text without an operator is exact. */
export const opaqueVersions: VersionScheme = {
  id: 'opaque',
  exact: (text) => (constraintMarks.test(text) || text === '' || text === 'latest' ? null : text),
  compare,
};

/** `= 1.2.3` asks for exactly 1.2.3. */
function exactOperand(text: string): string {
  return text.trim().replace(/^={1,3}\s*/, '');
}

function compare(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left && right) return compareVersions(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}
