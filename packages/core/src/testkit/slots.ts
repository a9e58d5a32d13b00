import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from '../discover/index.ts';
import type { Extractor } from '../model/extractor.ts';
import type { Kind } from '../model/kind.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { isFirm } from '../model/pin.ts';
import { isWritable, type Slot, writtenIn } from '../model/slot.ts';
import { scanFixture } from './scan-fixture.ts';

// Values that no fixture holds, of the form that each slot takes.
const others: Readonly<Record<Slot['is'], string>> = {
  version: '97.98.99',
  digest: `sha256:${'ab12'.repeat(16)}`,
  commit: 'c0ffee'.repeat(6).concat('c0ff'),
  claim: 'v97.98.99',
};

/**
 * Checks the property of slots over a fixture and answers a sentence for each that breaks it: a verbatim slot
 * holds its value; writing another value re-reads as that value there, and changes no other occurrence.
 */
export async function brokenSlots(
  repository: string,
  extractor: Extractor,
  kinds: readonly Kind[],
): Promise<readonly string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'fineprint-slots-'));
  try {
    cpSync(repository, copy, { recursive: true, verbatimSymlinks: true });
    const before = (await scanFixture(copy, [extractor], kinds)).occurrences;
    const slots = new Map(
      before
        .flatMap(({ slots }) => slots)
        .map((slot) => [`${slot.at.path}:${slot.at.start}:${slot.is}`, slot]),
    );
    const broken: string[] = [];
    for (const slot of slots.values()) broken.push(...(await check(slot, copy, before, extractor, kinds)));
    return broken;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function check(
  slot: Slot,
  copy: string,
  all: readonly ResolvedOccurrence[],
  extractor: Extractor,
  kinds: readonly Kind[],
): Promise<readonly string[]> {
  const { is, value, at } = slot;
  const isHere = ({ slots }: ResolvedOccurrence) =>
    slots.some((found) => found.is === is && found.at.path === at.path && found.at.start === at.start);
  // A copy of what is named here is none of the version that is written then, and is not looked into.
  const within = all.find(isHere)?.in ?? null;
  const before = all.filter((each) => within !== null || each.in === null);
  const name = `${at.path}:${at.line}:${at.column} (${is} "${value}")`;
  const path = join(copy, at.path);
  const bytes = readFileSync(path);
  const decoded = decode(bytes);
  if (decoded.is !== 'text') return [`${name}: the file has no text.`];
  const { text, encoding } = decoded;
  if (!isWritable(slot)) return [];
  if (!slot.absent && !slot.form && text.slice(at.start, at.end) !== value)
    return [`${name}: the file says "${text.slice(at.start, at.end)}" there.`];
  const other = is === 'commit' && value.length === 64 ? others.commit.padEnd(64, '0') : others[is];
  const written = writtenIn(slot, other);
  writeFileSync(path, encode(text.slice(0, at.start) + written + text.slice(at.end), encoding));
  const reread = (await scanFixture(copy, [extractor], kinds)).occurrences;
  const after = reread.filter((each) => within !== null || each.in === null);
  writeFileSync(path, bytes);
  if (after.length !== before.length)
    return [`${name}: writing "${other}" made ${after.length} occurrences of ${before.length}.`];
  const shift = written.length - (at.end - at.start);
  return before.flatMap((occurrence, index) => {
    const now = after[index];
    if (!now) return [];
    if (isHere(occurrence)) {
      const isRead = says(now, is).includes(other) || isUnheeded(slot, occurrence);
      return isRead ? [] : [`${name}: "${other}" was written, but ${now.ref} is read.`];
    }
    const moved = occurrence.at.path === at.path && occurrence.at.start > at.start ? shift : 0;
    const same = now.ref === occurrence.ref && now.at.start === occurrence.at.start + moved;
    return same ? [] : [`${name}: writing "${other}" changed ${occurrence.ref} into ${now.ref}.`];
  });
}

/**
 * Beside a tag or a branch a comment claims nothing: it is where a claim is written when a commit takes their place. And a
 * lockfile stands above what is written beside its reference.
 */
function isUnheeded({ is, absent }: Slot, { requested, commit, pin }: ResolvedOccurrence): boolean {
  return is === 'claim' ? requested !== commit : absent !== undefined && isFirm(pin);
}

/** Where the value of a slot shows in an occurrence. */
function says(
  { requested, digest, commit, claimed, locked, version }: ResolvedOccurrence,
  is: Slot['is'],
): string {
  if (is === 'digest') return [digest, ...(locked?.hashes ?? [])].join(' ');
  if (is === 'commit') return [commit, requested].join(' ');
  if (is === 'claim') return claimed ?? '';
  return [requested, version, locked?.version].join(' ');
}
