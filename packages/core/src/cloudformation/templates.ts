import type { ResolvedText } from '../parse/reference/index.ts';
import { resolvedText } from '../parse/reference/index.ts';
import { get, type Resolved } from '../parse/tree/index.ts';
import { downloadParts, maskUnknown, partOf, type ReferenceParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { isMadeByTool, isOfResource, placeParameters } from './own.ts';
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

/** `s3://bucket/key` as the URL of the same object. */
function asUrl(resolved: ResolvedText): ResolvedText {
  const slash = resolved.text.indexOf('/', 's3://'.length);
  const end = slash < 0 ? resolved.text.length : slash;
  const bucket = partOf(resolved, { start: 's3://'.length, end });
  return objectUrl(bucket, partOf(resolved, { start: end + 1, end: resolved.text.length }));
}

function objectUrl(bucket: ResolvedText, key: ResolvedText): ResolvedText {
  const span = bucket.pieces[0]?.span ?? { start: 0, end: 0 };
  const supplied = (text: string) => ({ is: 'supplied', text, span, verbatim: false, via: [] }) as const;
  return resolvedText([
    supplied('https://'),
    ...bucket.pieces,
    supplied('.s3.amazonaws.com/'),
    ...key.pieces,
  ]);
}

const objectVersion = /[?&]versionId=(?<version>[^&#]+)/d;

const atHost =
  /^(?<bucket>[^/]{1,200}?)\.s3(?:[.-](?:dualstack\.)?[^/.]{1,200})?\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})\//;
const inPath =
  /^s3(?:[.-](?:dualstack\.)?[^/.]{1,200})?\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})\/(?<bucket>[^/]{1,200})\//;

/** The name of an object of S3, however its URL is written: the region of a bucket is none of its name. */
function objectName(name: string): string {
  const match = atHost.exec(name) ?? inPath.exec(name);
  return match ? `${match.groups?.bucket}.s3.amazonaws.com/${name.slice(match[0].length)}` : name;
}

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

/** A stored version of an object never changes, though nobody can compute it from the bytes. */
function lockedAt(version: string): Pick<ReferenceParts, 'request' | 'locked'> {
  return {
    request: { is: 'version', text: version },
    locked: { version, hashes: [`version-id:${version}`] },
  };
}

const mostPaths = 12;
const longestPath = 1_000;

/**
 * The files of a repository that a URL may be about which is put together of parameters: a repository that uploads
 * itself to a bucket names its own templates so (`https://${Bucket}.s3.amazonaws.com/${Prefix}templates/vpc.yaml`).
 */
function ownPaths(resolved: ResolvedText): readonly string[] {
  const isGiven = resolved.pieces.some(
    ({ is, text, via }) => via.length > 0 || (is === 'unresolved' && !placeParameters.has(text)),
  );
  if (!isGiven) return [];
  const path = maskUnknown(resolved).replace(/[?#].*$/s, '');
  const tail = path.slice(path.lastIndexOf('\0') + 1).replace(/^[a-z0-9]+:\/\/[^/]*/i, '');
  const segments = tail
    .slice(-longestPath)
    .split('/')
    .filter((segment) => segment !== '')
    .slice(-mostPaths);
  if (!/\.[A-Za-z]{1,20}$/.test(segments.at(-1) ?? '')) return [];
  return segments.map((_, index) => segments.slice(index).join('/'));
}

const packageKeys = [
  ['S3Bucket', 'S3Key', 'S3ObjectVersion'],
  ['Bucket', 'Key', 'Version'],
] as const;

/** Reads the archive that a function takes its code from, where a bucket is named that no deployment chooses. */
export function* readPackage(site: TemplateSite, node: Resolved): CloudFormationReading {
  const { evaluation } = site;
  if (node.is === 'scalar') {
    const [text] = evaluation.texts(node);
    if (text?.resolved.text.startsWith('s3://')) yield* packageFact(site, text, asUrl(text.resolved), null);
    return;
  }
  for (const [bucketKey, keyKey, versionKey] of packageKeys) {
    const [bucketNode, keyNode] = [get(node, bucketKey), get(node, keyKey)];
    const [bucket] = bucketNode ? evaluation.texts(bucketNode) : [];
    const [key] = keyNode ? evaluation.texts(keyNode) : [];
    if (!bucket || !key) continue;
    const versionNode = get(node, versionKey);
    const [version] = versionNode ? evaluation.texts(versionNode) : [];
    if (isChosen(bucket.resolved)) continue;
    yield* packageFact(site, key, objectUrl(bucket.resolved, key.resolved), version?.resolved ?? null);
  }
}

/** Whether whoever makes the stack says which bucket it is. */
function isChosen(bucket: ResolvedText): boolean {
  return bucket.pieces.some(({ via }) => via.length > 0) || !isPlacedOnly(bucket);
}

function* packageFact(
  site: TemplateSite,
  given: CloudFormationText,
  url: ResolvedText,
  version: ResolvedText | null,
): CloudFormationReading {
  const parts = isMadeByTool(url.text) ? null : downloadParts(site.file, url);
  if (!parts) return;
  const { unresolved, ...known } = parts;
  const open = unresolved && !isPlacedOnly(url) ? { unresolved } : {};
  yield textFact(
    site,
    { ...given, resolved: url },
    {
      ...known,
      ...open,
      ...(version?.isResolved ? lockedAt(version.text) : {}),
      ...(version ? { slots: slotsAt(site.file, 'version', version, wholeOf(version)) } : {}),
    },
  );
}

function wholeOf({ text }: ResolvedText) {
  return { start: 0, end: text.length };
}
