import { part } from '../package-name.ts';
import { publicPackageOf } from '../public-package.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { textAt } from '../values.ts';

/** ClearlyDefined (https://docs.clearlydefined.io/docs/get-involved/using-data): what its community curated. Asked only where the user allows it. */
export const clearlyDefined = {
  id: 'clearlydefined',
  title: 'ClearlyDefined',
  kinds: ['library'],
  async licenses(component, means) {
    const found = means.services.has('clearlydefined') ? publicPackageOf(component, means) : null;
    const provider = found && providers.get(found.type);
    if (!found || !provider) return [];
    const { namespace = '-', name } =
      /^(?:(?<namespace>.+)[/:])?(?<name>[^/:]+)$/.exec(found.name)?.groups ?? {};
    if (name === undefined) return [];
    const home = homeOf(means, 'clearlydefined', 'https://api.clearlydefined.io');
    const url = `${home}/definitions/${provider}/${part(namespace)}/${part(name)}/${part(found.version)}`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json' }));
    if (answer.is !== 'json') return [answer];
    const field = textAt(answer.value, 'licensed', 'declared');
    const finding: LicenseFinding =
      field === null || /^(?:NOASSERTION|OTHER)$/.test(field)
        ? { is: 'silent', because: `${url} declares no licence.` }
        : { is: 'field', field, by: 'registry', source: url, staleSince: answer.staleSince };
    return [finding];
  },
} as const satisfies Registry;

const providers: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm/npmjs'],
  ['pypi', 'pypi/pypi'],
  ['golang', 'go/golang'],
  ['maven', 'maven/mavencentral'],
  ['cargo', 'crate/cratesio'],
  ['nuget', 'nuget/nuget'],
  ['gem', 'gem/rubygems'],
  ['composer', 'composer/packagist'],
]);
