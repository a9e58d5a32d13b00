import {
  classifyGitRef,
  type HclValue,
  isDigest,
  type Locked,
  type RemoteSource,
  type Request,
  type Slot,
  type Span,
} from '@fineprint/core';
import type { ModuleDirectory } from './directory.ts';
import { slotsOf } from './occurrence.ts';

/** What chooses the version of a source, and where it is written. */
export interface Selection {
  readonly request: Request;
  readonly digest?: string;
  readonly locked?: Locked;
  readonly slots: readonly Slot[];
}

/** What chooses the version: a git ref, a tag, a digest, a checksum, the version of an object. */
export function selectionOf(directory: ModuleDirectory, parsed: RemoteSource, value: HclValue): Selection {
  const { ref, tag, digest, checksum, versionId, fragment } = parsed;
  switch (parsed.is) {
    case 'git':
    case 'hg':
      if (!ref) return nothing;
      return { request: { is: 'git-ref', text: ref.text }, slots: selectionSlots(directory, value, ref) };
    case 'oci':
      return {
        request: tag ? { is: 'tag', text: tag.text } : { is: 'nothing' },
        ...(digest && isDigest(digest.text) ? { digest: digest.text } : {}),
        slots: [
          ...(tag ? slotsOf(directory, 'version', value, tag) : []),
          ...(digest ? slotsOf(directory, 'digest', value, digest) : []),
        ],
      };
    case 'http': {
      const sum = checksum ? checksumOf(checksum.text) : null;
      if (!checksum || !sum) return nothing;
      return {
        request: { is: 'nothing' },
        digest: sum,
        slots: slotsOf(directory, 'digest', value, checksum),
      };
    }
    case 's3':
    case 'gcs': {
      const chosen = versionId ?? fragment;
      if (!chosen) return nothing;
      const { text } = chosen;
      return {
        request: { is: 'version', text },
        // A stored version of an object never changes, though nobody can compute it from the bytes.
        ...(isSymbolicText(text) ? {} : { locked: { version: text, hashes: [`version-id:${text}`] } }),
        slots: slotsOf(directory, 'version', value, chosen),
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

/** The slot of a git ref. */
export function selectionSlots(
  directory: ModuleDirectory,
  value: HclValue,
  ref: Span & { text: string },
): readonly Slot[] {
  return slotsOf(directory, classifyGitRef(ref.text) === 'commit' ? 'commit' : 'version', value, ref);
}

/** Tells whether a part of a text is an expression that could not be evaluated. */
export function isSymbolicText(text: string | null): boolean {
  return text?.includes('${') ?? false;
}
