import {
  downloadParts,
  listed,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type RubyCall,
  type RubyValue,
  referenceFact,
  rubyReference,
  rubyText,
  type SourceFile,
  slotsAt,
  togetherWith,
  unresolvedPart,
} from '@fineprint/core';
import { isSetting, machineOf } from './settings.ts';

/** Reads the boxes of all machines, with the version, URL and checksum that are set beside them or around them. */
export function* readBoxes(file: SourceFile, calls: readonly RubyCall[]): Iterable<ReferenceFact> {
  const settings = settingsOf(calls);
  for (const call of settings.get('box')?.values().toArray().flat() ?? []) {
    const beside = (name: string) => settingOf(settings, name, call);
    for (const value of listed(call.args[0])) {
      // `override.vm.box = nil`: a provider that takes no box.
      if (value.is === 'unknown' && file.text.slice(value.start, value.end) === 'nil') continue;
      const site = { file, address: `${machineOf(call)}vm.box`, usage: 'development' } as const;
      const box = rubyReference(file, value);
      const parts = boxParts(file, box, beside);
      const version = beside('box_version');
      const asked = version ? rubyReference(file, version).resolved : null;
      const used = parts?.request.is === 'version' ? asked : null;
      if (parts) yield referenceFact(site, togetherWith(box, used), parts);
    }
  }
}

/** Assignments of settings of machines, by the setting and by the call whose block holds them. */
type Settings = ReadonlyMap<string, ReadonlyMap<RubyCall | null, readonly RubyCall[]>>;

function settingsOf(calls: readonly RubyCall[]): Settings {
  const names = ['box', 'box_version', 'box_url', 'box_download_checksum', 'box_download_checksum_type'];
  return new Map(
    names.map((name) => {
      const own = calls.filter((call) => isSetting(call, 'vm', `${name}=`));
      return [name, Map.groupBy(own, ({ within }) => within.at(-1) ?? null)];
    }),
  );
}

// Nobody tells more boxes in one block apart.
const mostRivals = 100;

/**
 * What a setting is for a box: set in the same block, or in one around it. Where a block sets several boxes (in the
 * branches of a condition), what follows a box before the next one is its own.
 */
function settingOf(settings: Settings, name: string, box: RubyCall): RubyValue | undefined {
  const blocks = [null, ...box.within].toReversed();
  for (const [depth, block] of blocks.entries()) {
    const [found, ...others] = settings.get(name)?.get(block) ?? [];
    const rivals = settings.get('box')?.get(block) ?? [];
    if (found && (rivals.length < 2 || depth > 0)) return found.args[0];
    if (!found || rivals.length > mostRivals) continue;
    const next = rivals.find(({ start }) => start > box.start)?.start ?? Number.MAX_SAFE_INTEGER;
    const own = [found, ...others].find(({ start }) => start > box.start && start < next);
    if (own) return own.args[0];
  }
  return undefined;
}

const isPath = /^(?:file:|\.{0,2}\/|~)/;

/** `null` for a box that lies in the repository. */
function boxParts(
  file: SourceFile,
  box: Reference,
  beside: (name: string) => RubyValue | undefined,
): ReferenceParts | null {
  const [url] = listed(beside('box_url')).map((value) => rubyReference(file, value));
  const source = url ?? box;
  if (isPath.test(source.resolved.text)) return null;
  const checksum = checksumParts(file, beside);
  const ofUrl = /^(?:https?|ftp):/i.test(source.resolved.text) ? fetchedParts(file, source) : null;
  if (ofUrl) return { ...ofUrl, ...checksum, slots: [...ofUrl.slots, ...(checksum?.slots ?? [])] };
  const version = beside('box_version');
  const asked = version ? rubyReference(file, version).resolved : null;
  const unresolved = unresolvedPart('name', box.resolved);
  return {
    kind: 'vagrant-box',
    name: box.resolved.text,
    // The address of a catalogue that lists the versions of the box.
    ...(url?.resolved.isResolved && /^https?:/i.test(url.resolved.text) ? { source: url.resolved.text } : {}),
    request: asked ? { is: 'version', text: asked.text } : { is: 'nothing' },
    ...(unresolved.unresolved ? unresolved : asked ? unresolvedPart('version', asked) : {}),
    ...checksum,
    slots: [...versionSlots(file, asked), ...(checksum?.slots ?? [])],
  };
}

const single = /^\s*(?:=\s*)?(?<version>[^\s<>=!~,]+)\s*$/d;

/** Only where one version is asked for is there a place for another. */
function versionSlots(file: SourceFile, asked: Reference['resolved'] | null): ReferenceParts['slots'] {
  const [start, end] = (asked && single.exec(asked.text)?.indices?.groups?.version) ?? [];
  return asked && start !== undefined && end !== undefined
    ? slotsAt(file, 'version', asked, { start, end })
    : [];
}

/** A box behind a URL is what the URL says; the name is only what it is called on the machine. */
function fetchedParts(file: SourceFile, { resolved }: Reference): ReferenceParts | null {
  // A catalogue's address has no file name: then the name is the box.
  if (!/\.box(?:$|[?#])/i.test(resolved.text)) return null;
  const parts = downloadParts(file, resolved);
  if (!parts) return null;
  const { request } = parts;
  return {
    ...parts,
    kind: 'vagrant-box',
    request: request.is === 'git-ref' ? { ...request, is: 'tag' } : request,
  };
}

function checksumParts(
  file: SourceFile,
  beside: (name: string) => RubyValue | undefined,
): Pick<ReferenceParts, 'digest' | 'slots'> | null {
  const value = beside('box_download_checksum');
  const checksum = value && rubyReference(file, value).resolved;
  const type = rubyText(beside('box_download_checksum_type'))?.toLowerCase();
  const hash = checksum && /^[0-9a-f]{64}(?:[0-9a-f]{32}){0,2}$/i.exec(checksum.text)?.[0].toLowerCase();
  const algorithm = hash === undefined ? undefined : algorithms.get(hash?.length ?? 0);
  if (!checksum || !hash || algorithm === undefined || (type !== undefined && type !== algorithm))
    return null;
  const digest = `${algorithm}:${hash}`;
  // The file says the hash without its algorithm, so the bytes are not the digest itself.
  const slots = slotsAt(file, 'digest', checksum, { start: 0, end: hash.length });
  return { digest, slots: slots.map((slot) => ({ ...slot, value: digest, verbatim: false })) };
}

const algorithms: ReadonlyMap<number, string> = new Map([
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);
