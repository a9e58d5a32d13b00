import type { Locked, Occurrence, Request } from '../model/occurrence.ts';
import type { Slot } from '../model/slot.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import { classifyGitRef, isDigest, type RemoteSource } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { absentHclParameter, type HclTexts, hclSlots } from './hcl-place.ts';

/** What chooses the version of a source, and where it is written. */
export interface Selection extends Pick<Occurrence, 'digest'> {
  readonly request: Request;
  readonly locked?: Locked;
  readonly slots: readonly Slot[];
}

/** What chooses the version: a git ref, a tag, a digest, a checksum, the version of an object. */
export function selectionOf(texts: HclTexts, parsed: RemoteSource, value: HclValue): Selection {
  const { ref, tag, digest, checksum, versionId, fragment } = parsed;
  switch (parsed.is) {
    case 'git':
    case 'hg':
      if (!ref)
        return {
          ...nothing,
          slots: parsed.is === 'git' ? absentHclParameter(texts, 'commit', value, 'ref') : [],
        };
      return { request: { is: 'git-ref', text: ref.text }, slots: refSlotsOf(texts, value, ref) };
    case 'oci':
      return {
        request: tag ? { is: 'tag', text: tag.text } : { is: 'nothing' },
        ...(digest && isDigest(digest.text) ? { digest: digest.text } : {}),
        slots: [
          ...(tag ? hclSlots(texts, 'version', value, tag) : []),
          ...(digest ? hclSlots(texts, 'digest', value, digest) : []),
        ],
      };
    case 'http': {
      const sum = checksum ? checksumOf(checksum.text) : null;
      if (!checksum || !sum) return nothing;
      return { request: { is: 'nothing' }, digest: sum, slots: hclSlots(texts, 'digest', value, checksum) };
    }
    case 's3':
    case 'gcs': {
      const chosen = versionId ?? fragment;
      if (!chosen) return nothing;
      const { text } = chosen;
      return {
        request: { is: 'version', text },
        // A stored version of an object never changes, though nobody can compute it from the bytes.
        ...(isUnknownIn(text) ? {} : { locked: { version: text, hashes: [`version-id:${text}`] } }),
        slots: hclSlots(texts, 'version', value, chosen),
      };
    }
  }
}

const nothing: Selection = { request: { is: 'nothing' }, slots: [] };
const bareChecksum = /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/i;

/** go-getter takes `type:value`, or the value alone and tells the type by its length; MD5 and SHA-1 pin nothing. */
function checksumOf(text: string): string | null {
  const bare = bareChecksum.test(text) ? `${text.length === 64 ? 'sha256' : 'sha512'}:${text}` : text;
  const sum = bare.toLowerCase();
  return isDigest(sum) ? sum : null;
}

/** The slot of a git ref in an evaluated source. */
export function refSlotsOf(texts: HclTexts, value: HclValue, ref: Span & { text: string }): readonly Slot[] {
  return hclSlots(texts, classifyGitRef(ref.text) === 'commit' ? 'commit' : 'version', value, ref);
}

/** Tells whether a part of a text is an expression that could not be evaluated. */
export function isUnknownIn(text: string | null): boolean {
  return text?.includes('${') ?? false;
}
