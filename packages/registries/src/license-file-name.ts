const usual: readonly string[] = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'COPYING', 'LICENCE', 'license'];
const licenseFile = /^(?:un)?(?:licen[cs]e|copying)(?:[-._][A-Za-z0-9.+-]{1,40})?$/i;

/** The license file among the names in a directory: the usual one, else the only one; of two, nobody knows how they join. */
export function chosenLicenseFile(names: readonly string[]): string | undefined {
  const licenses = names.filter((name) => licenseFile.test(name));
  return usual.find((name) => names.includes(name)) ?? (licenses.length === 1 ? licenses[0] : undefined);
}
