import type { ResolvedText } from '../parse/reference/index.ts';
import { get, type Resolved } from '../parse/tree/index.ts';
import { downloadParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { asUrl, lockedAt, objectUrl } from './objects.ts';
import { isMadeByTool } from './own.ts';
import { type CloudFormationReading, isPlacedOnly, type TemplateSite, textFact } from './reading.ts';

const packageKeys = [
  ['S3Bucket', 'S3Key', 'S3ObjectVersion'],
  ['Bucket', 'Key', 'Version'],
] as const;

/** Reads the archive that a function takes its code from, where a bucket is named that no deployment chooses. */
export function* readPackage(site: TemplateSite, node: Resolved): CloudFormationReading {
  const { evaluation } = site;
  if (node.is === 'scalar') {
    const [text] = evaluation.texts(node);
    const isFound = text?.resolved.text.startsWith('s3://') && !isChosen(text.resolved);
    if (text && isFound) yield* packageFact(site, text, asUrl(text.resolved), null);
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
