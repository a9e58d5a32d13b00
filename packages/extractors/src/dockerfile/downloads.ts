import type { ResolvedText, SourceFile, Span } from '@fineprint/core';
import type { PlacedSlot } from './facts.ts';
import { maskUnknown, type Parts, slotsAt, unknownRanges, unresolvedPart } from './reference.ts';

const webUrl = /^(?<scheme>(?:https?|ftps?):\/\/)(?<user>[^/?#@]*@)?(?<host>[^/?#]*)(?<path>[^?#]*)/i;
const bareUrl =
  /^(?<scheme>)(?<user>)(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})(?<path>(?:\/[^?#]*)?)/i;
const ownHost = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])(?::|$)/i;

/**
 * Reads the URL of a file; `null` where the text is none, or one of the machine itself. `isBare` says that a name
 * without scheme is a URL too, as curl takes it.
 */
export function downloadParts(file: SourceFile, resolved: ResolvedText, isBare = false): Parts | null {
  const masked = maskUnknown(resolved);
  const match = webUrl.exec(masked) ?? (isBare ? bareUrl.exec(masked) : null);
  const { scheme = '', user = '', host = '', path = '' } = match?.groups ?? {};
  if (!match || host === '' || ownHost.test(host)) return null;
  const hostStart = scheme.length + user.length;
  const pathStart = hostStart + host.length;
  const pathEnd = pathStart + path.length;
  const name = host.includes('\0') ? resolved.text.slice(hostStart, pathStart) : host.toLowerCase();
  const hash = masked.indexOf('#');
  const end = hash < 0 ? masked.length : hash;
  const versions = versionRanges(masked, { start: pathStart, end: pathEnd });
  const [version] = versions;
  return {
    kind: 'download',
    name: name + resolved.text.slice(pathStart, pathEnd),
    source: `${scheme || 'http://'}${resolved.text.slice(hostStart, end)}`,
    request: version
      ? { is: 'tag', text: resolved.text.slice(version.start, version.end) }
      : { is: 'nothing' },
    ...unresolvedUrl(resolved, pathStart),
    slots: commonSlot(file, resolved, versions),
  };
}

const version = /(?<=[/_@=-])v?\d{1,9}(?:\.\d{1,9})+(?:-(?:alpha|beta|rc|pre)[.-]?\d{0,4})?(?=[/._+-]|$)/gi;

function versionRanges(masked: string, { start, end }: Span): readonly Span[] {
  return Array.from(masked.slice(start, end).matchAll(version), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

/** The path often says the version twice; writing it is safe only where both come from one place. */
function commonSlot(
  file: SourceFile,
  resolved: ResolvedText,
  [first, ...others]: readonly Span[],
): readonly PlacedSlot[] {
  const slot = first && versionSlot(file, resolved, first);
  if (!slot) return [];
  const isShared = others.every(
    (range) => versionSlot(file, resolved, range)?.place.start === slot.place.start,
  );
  return isShared ? [slot] : [];
}

/** `v` before a variable stands elsewhere than the number. */
function versionSlot(file: SourceFile, resolved: ResolvedText, range: Span): PlacedSlot | undefined {
  const [whole] = slotsAt(file, 'version', resolved, range);
  if (whole || !/^v/i.test(resolved.text.slice(range.start, range.end))) return whole;
  return slotsAt(file, 'version', resolved, { start: range.start + 1, end: range.end })[0];
}

const versionLike = /ver|tag|release|commit|sha/i;
const platformLike =
  /(?<!se)arch(?!iv)|platform|machine|(?<![a-z])os(?![a-z])|targetos|libc|cpu|triple|uname/i;

/**
 * Which of its builds for processors and systems is fetched does not change what the component is; where only
 * variables that are called versions are unknown, what is fetched is known.
 */
function unresolvedUrl(resolved: ResolvedText, pathStart: number): Pick<Parts, 'unresolved'> {
  const unknown = unknownRanges(resolved).map((range) => ({
    isInPath: range.start > pathStart,
    text: resolved.text.slice(range.start, range.end),
  }));
  if (unknown.every(({ isInPath, text }) => isInPath && isPlatform(text))) return {};
  const isVersion = unknown.every(
    ({ isInPath, text }) => isInPath && (versionLike.test(text) || isPlatform(text)),
  );
  return unresolvedPart(isVersion ? 'version' : 'name', resolved);
}

function isPlatform(text: string): boolean {
  return platformLike.test(text) && !versionLike.test(text);
}
