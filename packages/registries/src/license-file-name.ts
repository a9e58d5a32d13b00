// By how many repositories have them; each costs a question.
export const licenseFileNames = [
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
  'COPYING',
  'LICENCE',
  'license',
] as const;

const licenseFile = /^(?:un)?(?:licen[cs]e|copying)(?:[-._][A-Za-z0-9.+-]{1,40})?$/i;
// `license.go` says something about licenses and is none.
const program = /\.(?:go|js|mjs|cjs|ts|py|rb|rs|java|php|c|h|sh|json|ya?ml)$/i;
// The GNU Lesser General Public License is written as an addition to the text in COPYING.
const addition = /^copying\.(?:lesser|lib)$/i;
const most = 4;

/** The usual name of a license file with what adds to it, else all that tell of a license. */
export function chosenNames(names: readonly string[]): readonly string[] {
  const usual = licenseFileNames.find((name) => names.includes(name));
  const chosen =
    usual === undefined
      ? names.filter((name) => licenseFile.test(name) && !program.test(name))
      : [usual, ...names.filter((name) => addition.test(name))];
  return chosen.slice(0, most);
}
