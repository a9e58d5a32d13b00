import { elementAt, parseXml, xmlAttribute } from '@fineprint/core';
import { packageOf, part } from '../package-name.ts';
import { homeOf, type LicenseFinding, type Registry, withoutAnswer } from '../registry.ts';

/** NuGet (https://learn.microsoft.com/nuget/reference/nuspec#license): the `license` of a package's specification. */
export const nuget = {
  id: 'nuget',
  title: 'NuGet',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'nuget', ['api.nuget.org', 'nuget.org']);
    if (!found) return [];
    const id = part(found.name.toLowerCase());
    const home = homeOf(means, 'nuget', 'https://api.nuget.org');
    const url = `${home}/v3-flatcontainer/${id}/${part(found.version.toLowerCase())}/${id}.nuspec`;
    const answer = await means.web.get(url, { fresh: 'forever', maxBytes: 1024 ** 2 });
    if (answer.is !== 'answer') return [withoutAnswer(answer)];
    const field = statedIn(answer.body.toString('utf8'));
    const finding: LicenseFinding =
      field === null
        ? { is: 'silent', because: `${url} states no licence as an expression.` }
        : { is: 'field', field, by: 'author', source: url, staleSince: answer.staleSince };
    return [finding];
  },
} as const satisfies Registry;

/** An expression, or the address by which older tools meant one; a file in the package is not opened. */
function statedIn(nuspec: string): string | null {
  const { root } = parseXml(nuspec);
  const license = elementAt(root, 'metadata', 'license');
  if (xmlAttribute(license, 'type')?.text === 'expression') return license?.text?.text ?? null;
  const address = elementAt(root, 'metadata', 'licenseUrl')?.text?.text ?? '';
  return /^https:\/\/licenses\.nuget\.org\/(?<expression>.+)$/.exec(address)?.groups?.expression ?? null;
}
