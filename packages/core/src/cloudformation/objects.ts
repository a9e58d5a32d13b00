import { type ResolvedText, resolvedText } from '../parse/reference/index.ts';
import { maskUnknown, partOf, type ReferenceParts } from '../reference/index.ts';
import { placeParameters } from './own.ts';

/** `s3://bucket/key` as the URL of the same object. */
export function asUrl(resolved: ResolvedText): ResolvedText {
  const slash = resolved.text.indexOf('/', 's3://'.length);
  const end = slash < 0 ? resolved.text.length : slash;
  const bucket = partOf(resolved, { start: 's3://'.length, end });
  return objectUrl(bucket, partOf(resolved, { start: end + 1, end: resolved.text.length }));
}

/** The URL of an object of S3. */
export function objectUrl(bucket: ResolvedText, key: ResolvedText): ResolvedText {
  const span = bucket.pieces[0]?.span ?? { start: 0, end: 0 };
  const supplied = (text: string) => ({ is: 'supplied', text, span, verbatim: false, via: [] }) as const;
  return resolvedText([
    supplied('https://'),
    ...bucket.pieces,
    supplied('.s3.amazonaws.com/'),
    ...key.pieces,
  ]);
}

const atHost =
  /^(?<bucket>[^/]{1,200}?)\.s3(?:[.-](?:dualstack\.)?[^/.]{1,200})?\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})\//;
const inPath =
  /^s3(?:[.-](?:dualstack\.)?[^/.]{1,200})?\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})\/(?<bucket>[^/]{1,200})\//;

/** The name of an object of S3, however its URL is written: the region of a bucket is none of its name. */
export function objectName(name: string): string {
  const match = atHost.exec(name) ?? inPath.exec(name);
  return match ? `${match.groups?.bucket}.s3.amazonaws.com/${name.slice(match[0].length)}` : name;
}

/** A stored version of an object never changes, though nobody can compute it from the bytes. */
export function lockedAt(version: string): Pick<ReferenceParts, 'request' | 'locked'> {
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
export function ownPaths(resolved: ResolvedText): readonly string[] {
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
