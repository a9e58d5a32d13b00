import { latest, newestAdmitted } from '../newest.ts';
import { nameOf, packageOf, part } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';

/** PyPI (https://docs.pypi.org/api/json): the core metadata of a release, by its own author. */
export const pypi = {
  id: 'pypi',
  title: 'Python Package Index',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'pypi', hosts);
    if (!found) return [];
    const home = homeOf(means, 'pypi', 'https://pypi.org');
    const url = `${home}/pypi/${part(found.name)}/${part(found.version)}/json`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json', fresh: 'forever' }));
    if (answer.is !== 'json') return [answer];
    const { value, source, staleSince } = answer;
    const field = statedIn(value);
    const finding: LicenseFinding =
      field === null
        ? { is: 'silent', because: `${source} states no licence.` }
        : { is: 'field', field, by: 'author', source, staleSince };
    return [finding];
  },
  async resolve({ name: written, source = null, requested }, means) {
    const name = nameOf(written, source, 'pypi', hosts);
    if (name === null) return null;
    const url = `${homeOf(means, 'pypi', 'https://pypi.org')}/pypi/${part(name)}/json`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json', maxBytes: 32 * 1024 ** 2 }));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    const releases = Object.entries(valueAt(answer.value, 'releases') ?? {});
    const usable = new Map(releases.filter(([, files]) => !isYanked(files)));
    const published = (version: string) => lastUploadOf(usable.get(version));
    const listed = { versions: [...usable.keys()], source: answer.source, syntax: 'npm', published } as const;
    return newestAdmitted(listed, requested, means);
  },
} as const satisfies Registry;

const hosts = ['pypi.org', 'files.pythonhosted.org'];

/** Withdrawn by its author (PEP 592), or never uploaded: pip takes neither. */
function isYanked(files: unknown): boolean {
  return !Array.isArray(files) || files.every((file) => valueAt(file, 'yanked') === true);
}

/** Files may be added to a release later, and what pip takes is any of them. */
function lastUploadOf(files: unknown): string | null {
  return latest(listAt(files).map((file) => textAt(file, 'upload_time_iso_8601')));
}

// Some put the whole text into the field, which then is no name of a license.
const longestField = 100;
const classifier = /^License :: (?:OSI Approved :: )?(?<name>.+)$/;

/** `License-Expression` (PEP 639) stands above `License`, and that above the classifiers. */
function statedIn(value: unknown): string | null {
  const expression = textAt(value, 'info', 'license_expression');
  if (expression) return expression;
  const license = textAt(value, 'info', 'license')?.trim();
  if (license && license.length <= longestField && !license.includes('\n')) return license;
  const names = listAt(value, 'info', 'classifiers').flatMap((one) => {
    const name = typeof one === 'string' ? classifier.exec(one)?.groups?.name : undefined;
    return name === undefined || name === 'OSI Approved' ? [] : [name];
  });
  return names.length === 1 ? (names[0] ?? null) : null;
}
