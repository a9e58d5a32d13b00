import { part } from '../package-name.ts';
import { publicPackageOf } from '../public-package.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt } from '../values.ts';

/** deps.dev (https://docs.deps.dev/api/v3/#getversion): what Google read in a package. Asked only where the user allows it. */
export const depsDev = {
  id: 'deps.dev',
  title: 'deps.dev',
  kinds: ['library'],
  async licenses(component, means) {
    const found = means.services.has('deps.dev') ? publicPackageOf(component, means) : null;
    const system = found && systems.get(found.type);
    if (!found || !system) return [];
    const home = homeOf(means, 'deps.dev', 'https://api.deps.dev');
    const url = `${home}/v3/systems/${system}/packages/${part(found.name)}/versions/${part(found.version)}`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json' }));
    if (answer.is !== 'json') return [answer];
    const licenses = listAt(answer.value, 'licenses').filter(
      (one) => typeof one === 'string' && one !== 'non-standard',
    );
    const finding: LicenseFinding =
      licenses.length === 0
        ? { is: 'silent', because: `${answer.source} names no licence.` }
        : // https://docs.deps.dev/api/v3/#getversion: all of them apply.
          {
            is: 'field',
            field: licenses.join(' AND '),
            by: 'registry',
            source: url,
            staleSince: answer.staleSince,
          };
    return [finding];
  },
} as const satisfies Registry;

const systems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['pypi', 'pypi'],
  ['golang', 'go'],
  ['maven', 'maven'],
  ['cargo', 'cargo'],
  ['nuget', 'nuget'],
  ['gem', 'rubygems'],
]);
