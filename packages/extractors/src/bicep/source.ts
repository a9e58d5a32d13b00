import { type Reference, type ReferenceSite, referenceFact, slotsAt } from '@fineprint/core';
import type { SourceFact } from './facts.ts';

// https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules: `br:registry/path:tag`, `br/alias:path:tag`,
// `ts:subscription/group/name:version`, `ts/alias:name:version`; a registry may have a port.
const form =
  /^(?<scheme>br|ts)(?:\/(?<alias>[^:/]{1,100}))?:(?<name>[^:@/]+(?::\d{1,5}(?=\/))?(?:\/[^:@]*)?)(?:@(?<digest>.*)|:(?<tag>.*))?$/ds;

/** Reads the reference of a module or extension; undefined where the text is a path or no reference. */
export function readSource(
  site: ReferenceSite,
  kind: 'bicep-module' | 'bicep-extension',
  reference: Reference,
): SourceFact | undefined {
  const { file } = site;
  const { resolved } = reference;
  const match = form.exec(resolved.text);
  const { scheme, alias = null, name, tag, digest } = match?.groups ?? {};
  if (!match || name === undefined) return undefined;
  const range = (group: string) => {
    const [start = 0, end = 0] = match.indices?.groups?.[group] ?? [];
    return { start, end };
  };
  const fact = referenceFact(site, reference, {
    kind,
    name,
    request: tag ? { is: 'tag', text: tag } : { is: 'nothing' },
    ...(digest ? { digest } : {}),
    slots: [
      ...(tag ? slotsAt(file, 'version', resolved, range('tag')) : []),
      ...(digest ? slotsAt(file, 'digest', resolved, range('digest')) : []),
    ],
  });
  return { ...fact, is: 'source', scheme: scheme === 'ts' ? 'ts' : 'br', alias };
}
