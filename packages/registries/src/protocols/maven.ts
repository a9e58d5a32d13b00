import { elementsAt, parseXml, type XmlElement, xmlText } from '@fineprint/core';
import { packageOf, part, parts } from '../package-name.ts';
import { type AskingMeans, homeOf, type LicenseFinding, type Registry, withoutAnswer } from '../registry.ts';

/** Maven Central (https://maven.apache.org/pom.html#licenses): the `licenses` of a POM, which a parent may state. */
export const maven = {
  id: 'maven',
  title: 'Maven Central',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'maven', ['repo.maven.apache.org', 'repo1.maven.org']);
    const { group, artifact } =
      /^(?<group>[^/:]+)[/:](?<artifact>[^/:]+)$/.exec(found?.name ?? '')?.groups ?? {};
    if (!found || group === undefined || artifact === undefined) return [];
    return statedBy({ group, artifact, version: found.version }, means);
  },
} as const satisfies Registry;

interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

// Real parents nest four deep; more is a loop.
const mostParents = 8;

async function statedBy(first: Coordinates, means: AskingMeans): Promise<readonly LicenseFinding[]> {
  let pom: Coordinates | null = first;
  for (let depth = 0; pom !== null && depth <= mostParents; depth += 1) {
    const url = pomUrl(pom, means);
    const answer = await means.web.get(url, { fresh: 'forever', maxBytes: 2 * 1024 ** 2 });
    if (answer.is !== 'answer') return [withoutAnswer(answer)];
    const { root } = parseXml(answer.body.toString('utf8'));
    const names = elementsAt(root, 'licenses', 'license').flatMap((one) => xmlText(one, 'name')?.text ?? []);
    const [name, ...others] = names;
    if (others.length > 0) {
      const because = `${url} names ${names.join(', ')}, and not whether all apply or one may be chosen.`;
      return [{ is: 'silent', because }];
    }
    if (name !== undefined)
      return [{ is: 'field', field: name, by: 'author', source: url, staleSince: answer.staleSince }];
    pom = parentOf(root);
  }
  return [{ is: 'silent', because: `Neither ${pomUrl(first, means)} nor its parents name a licence.` }];
}

function pomUrl({ group, artifact, version }: Coordinates, means: AskingMeans): string {
  const home = homeOf(means, 'maven', 'https://repo1.maven.org/maven2');
  return `${home}/${parts(group.replaceAll('.', '/'))}/${part(artifact)}/${part(version)}/${part(artifact)}-${part(version)}.pom`;
}

function parentOf(root: XmlElement | null): Coordinates | null {
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map(
    (name) => xmlText(root, 'parent', name)?.text,
  );
  return group && artifact && version ? { group, artifact, version } : null;
}
