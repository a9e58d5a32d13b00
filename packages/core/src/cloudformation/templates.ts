import type { ResolvedText } from '../parse/reference/index.ts';
import { downloadParts, maskUnknown, type ReferenceParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { asUrl, lockedAt, objectName, ownPaths } from './objects.ts';
import { isMadeByTool, isOfResource } from './own.ts';
import {
  type CloudFormationReading,
  isPlacedOnly,
  type TemplateSite,
  textFact,
  unknownName,
} from './reading.ts';

const kind = 'cloudformation-template';

/** Reads where a nested template comes from: a URL, an object of S3, or a file that lies beside. */
export function* readTemplateUrl(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  const { resolved } = given;
  if (resolved.text === '' && given.isOptional) return;
  if (isOfResource(site.evaluation.template, resolved, ['AWS::S3::']) || isMadeByTool(resolved.text)) return;
  const masked = maskUnknown(resolved);
  const url = masked.startsWith('s3://') ? asUrl(resolved) : resolved;
  const parts = downloadParts(site.file, url);
  if (parts) {
    const own = ownPaths(resolved);
    const fact = textFact(site, given, templateParts(site, url, parts));
    yield own.length > 0 ? { ...fact, own } : fact;
  } else if (resolved.text === '' || masked.startsWith('\0'))
    yield textFact(site, given, unknownName(kind, resolved));
  else if (isPath.test(resolved.text) && !masked.includes('\0'))
    yield { is: 'nested', path: resolved.text, place: site.file.place(given.at) };
}

const isPath = /^[^:?*"<>|]{1,1000}$/;

const objectVersion = /[?&]versionId=(?<version>[^&#]+)/d;

function templateParts({ file }: TemplateSite, url: ResolvedText, parts: ReferenceParts): ReferenceParts {
  const { unresolved, ...rest } = parts;
  const known = { ...rest, name: objectName(rest.name) };
  const open = unresolved && !isPlacedOnly(url) ? { unresolved } : {};
  const [start, end] = objectVersion.exec(maskUnknown(url))?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return { ...known, ...open, kind };
  const version = url.text.slice(start, end);
  return {
    ...known,
    ...open,
    kind,
    ...lockedAt(version),
    slots: slotsAt(file, 'version', url, { start, end }),
  };
}
