import { spawnSync } from 'node:child_process';
import { expressionOf, isRecord, jsonOf, type Observation } from './observation.ts';

/**
 * Asks the npm registry, by npm itself, for the license field of every published version of some packages, one after
 * another. It is everybody's registry: this is for the few packages that no lockfile tells of, not for lists of names.
 */
export function registryVersions(names: readonly string[], today: string): readonly Observation[] {
  if (names.length > atMost)
    throw new Error(`${names.length} packages are more than the ${atMost} of one run.`);
  return names.flatMap((name) => {
    const { stdout, status } = spawnSync(
      'npm',
      ['view', `${name}@>=0.0.0-0`, 'version', 'license', '--json'],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    if (status !== 0) throw new Error(`npm could not view ${name}.`);
    const answer = jsonOf(stdout);
    const versions = Array.isArray(answer) ? answer : [answer];
    return versions.filter(isRecord).flatMap(({ version, license }): readonly Observation[] =>
      typeof version !== 'string'
        ? []
        : [
            {
              library: `npm/${name.toLowerCase()}`,
              version,
              license: expressionOf(license),
              evidence: 'registry-metadata',
              source: `npm registry, package.json of each version on ${today}`,
              complete: true,
            },
          ],
    );
  });
}

const atMost = 50;
