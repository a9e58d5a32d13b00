import { setTimeout as wait } from 'node:timers/promises';
import { expressionOf, isRecord, type Observation } from './observation.ts';

// One question a second: the registry is everybody's.
const pauseMs = 1_000;

/** Asks the npm registry for the license field of every published version of each package, one after another. */
export async function registryVersions(
  names: readonly string[],
  today: string,
): Promise<readonly Observation[]> {
  const found: Observation[] = [];
  for (const name of names) {
    const response = await fetch(`https://registry.npmjs.org/${name.replace('/', '%2f')}`);
    if (!response.ok) throw new Error(`The npm registry answered ${response.status} for ${name}.`);
    const document: unknown = await response.json();
    const versions = isRecord(document) && isRecord(document.versions) ? document.versions : {};
    for (const [version, manifest] of Object.entries(versions)) {
      found.push({
        library: `npm/${name.toLowerCase()}`,
        version,
        license: licenseOf(manifest),
        evidence: 'registry-metadata',
        source: `npm registry, package.json of every version on ${today}`,
        complete: true,
      });
    }
    await wait(pauseMs);
  }
  return found;
}

/** The field has been a string, an object with a `type`, and a list of such objects (`licenses`), which is a choice. */
function licenseOf(manifest: unknown): string | null {
  if (!isRecord(manifest)) return null;
  const { license, licenses } = manifest;
  if (license !== undefined || !Array.isArray(licenses)) return expressionOf(license);
  const each = licenses.map(expressionOf);
  return each.length === 0 || each.includes(null) ? null : expressionOf(each.join(' OR '));
}
