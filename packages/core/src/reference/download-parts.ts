import type { ResolvedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';
import { refSlots } from './git-parts.ts';
import {
  maskUnknown,
  partOf,
  type ReferenceParts,
  slotsAt,
  unknownRanges,
  unresolvedPart,
} from './reference.ts';

const webUrl = /^(?<scheme>(?:https?|ftps?):\/\/)(?<user>[^/?#@]*@)?(?<host>[^/?#]*)(?<path>[^?#]*)/i;
const bareUrl =
  /^(?<scheme>)(?<user>)(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})(?<path>(?:\/[^?#]*)?)/i;
// The machine itself, what tells a cloud's machine about itself, and services of the same network or cluster
// (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
const ownHost =
  /^(?:[a-z0-9_-]+|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|169\.254(?:\.\d+){2}|metadata\.google\.internal|[^:]+\.svc(?:\.cluster\.local)?)(?::|$)/i;

// How scripts in a container call it: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
const ownAddress = /^(?:\$\(hostname\b|\$\{?(?:HOSTNAME|HOST_IP|(?:MY_)?POD_IP)\b)/;
// What tells a machine which address it is seen under.
const addressService =
  /^(?:(?:[\w-]+\.)?(?:icanhazip\.com|ident\.me|ipify\.org|ipinfo\.io)|ifconfig\.(?:me|co|io)|checkip\.(?:amazonaws|dyndns)\.(?:com|org)|ipecho\.net|whatismyip\.akamai\.com|wtfismyip\.com|myip\.dnsomatic\.com)$/i;
// GitLab's API answers data, but for these: https://docs.gitlab.com/api/rest/.
const gitlabQuery =
  /^\/api\/v4\/(?!.*\/(?:packages\/[a-z_]+\/|repository\/archive|raw(?:$|\?)|artifacts|releases\/.*downloads\/|secure_files\/))/;

/**
 * Reads the URL of a file; `null` where the text is none, or one of the machine itself. `isBare` says that a name
 * without scheme is a URL too, as curl takes it.
 */
export function downloadParts(
  file: SourceFile,
  resolved: ResolvedText,
  isBare = false,
): ReferenceParts | null {
  const masked = maskUnknown(resolved);
  const match = webUrl.exec(masked) ?? (isBare ? bareUrl.exec(masked) : null);
  const { scheme = '', user = '', host = '', path = '' } = match?.groups ?? {};
  if (!match || host === '' || ownHost.test(host) || addressService.test(host) || gitlabQuery.test(path))
    return null;
  const hostStart = scheme.length + user.length;
  const pathStart = hostStart + host.length;
  const pathEnd = pathStart + path.length;
  if (ownAddress.test(resolved.text.slice(hostStart, pathStart))) return null;
  const hash = masked.indexOf('#');
  const url = { start: pathStart, end: pathEnd, text: resolved.text };
  const versions = versionRanges(masked, url);
  const exact = mostExact(masked, versions);
  const selected = exact
    ? { is: 'tag' as const, ...exact, namespace: 0, isArchive: false }
    : repositoryRef(host, path, pathStart);
  const unknown = unresolvedUrl(resolved, pathStart);
  const said = versions[0] ? versions : selected ? [selected] : unknownVersions(resolved);
  // What is not known as a whole stays as it is written.
  const isNamed = unknown.unresolved?.part !== 'name';
  const shownHost = host.includes('\0') ? resolved.text.slice(hostStart, pathStart) : host.toLowerCase();
  return {
    kind: 'download',
    name: shownHost + versionless(url, isNamed ? said : [], exact ?? said[0]),
    source: `${scheme || 'http://'}${resolved.text.slice(hostStart, hash < 0 ? masked.length : hash)}`,
    request: selected
      ? { is: selected.is, text: resolved.text.slice(selected.start, selected.end) }
      : { is: 'nothing' },
    ...unknown,
    ...(selected?.isArchive && selected.is === 'git-ref' ? { unpinnable: folder } : {}),
    slots:
      selected && !exact ? selectedSlots(file, resolved, selected) : commonSlot(file, resolved, versions),
  };
}

// `1.1.1w`, `1.0.0RC1` and `3.0.0-beta.2` are versions as a whole.
const version =
  /(?<=[/_@=-]|%2F)v?\d{1,9}(?:\.\d{1,9})+(?:[a-z]|(?:alpha|beta|rc|pre|post|dev|[abp])\.?\d{1,4}|-(?:alpha|beta|rc|pre)[.-]?\d{0,4})?(?=[/_+-]|\.(?!\d)|$)/gi;
// `ubuntu/22.04/` says for which release of a system it is.
const systemFolder =
  /(?:^|\/)x?(?:ubuntu|debian|centos|rhel|fedora|alpine|(?:open)?suse|sles|leap|rocky|almalinux|amazon(?:linux)?|macosx?|windows)[/_-]$/i;

function versionRanges(masked: string, { start, end }: Span): readonly Span[] {
  const path = masked.slice(start, end);
  return [...path.matchAll(version)].flatMap(({ index, 0: found }) => {
    const past = index + found.length;
    const isOfSystem = path[past] === '/' && systemFolder.test(path.slice(Math.max(index - 20, 0), index));
    return isOfSystem ? [] : [{ start: start + index, end: start + past }];
  });
}

function saidBy(text: string, { start, end }: Span): string {
  return text.slice(start, end).replace(/^v/i, '');
}

/** The first version of a path, or what says it in full: `/2.7/ruby-2.7.6.tar.gz`. */
function mostExact(text: string, [first, ...others]: readonly Span[]): Span | undefined {
  const full = first && others.findLast((other) => saidBy(text, other).startsWith(`${saidBy(text, first)}.`));
  return full ?? first;
}

/**
 * The path without its version, for which `{version}` stands, as in a URI template (RFC 6570): the next release is the
 * same component. The path often says it twice; another version in it is a part of the name.
 */
function versionless(
  { text, start, end }: Span & { readonly text: string },
  versions: readonly Span[],
  exact: Span | undefined,
): string {
  if (!exact) return text.slice(start, end);
  const parts: string[] = [];
  let done = start;
  for (const range of versions) {
    const isPart = `${saidBy(text, exact)}.`.startsWith(`${saidBy(text, range)}.`);
    if (range.start < done || !isPart) continue;
    const before = text.slice(done, range.start).replace(/(?<=\/)refs\/(?:heads|tags)\/$/, '');
    parts.push(before, '{version}');
    done = range.end;
  }
  return parts.join('') + text.slice(done, end);
}

/** Where a version stands that only the caller of the build knows, with the `v` before it. */
function unknownVersions(resolved: ResolvedText): readonly Span[] {
  return unknownRanges(resolved).flatMap(({ start, end }) => {
    const text = resolved.text.slice(start, end);
    const isPrefixed = /[/_@=-]v$/i.test(resolved.text.slice(Math.max(start - 2, 0), start));
    return versionLike.test(text) && !isPlatform(text)
      ? [{ start: isPrefixed ? start - 1 : start, end }]
      : [];
  });
}

// What hosts call a release in the path: GitHub its tag, Grafana the revision of a dashboard
// (https://grafana.com/docs/grafana/latest/developer-resources/api-reference/).
const releasePaths: ReadonlyMap<string, RegExp> = new Map([
  ['github.com', /^\/[^/]+\/[^/]+\/releases\/download\/(?<ref>[^/]+)\//d],
  ['grafana.com', /^\/api\/dashboards\/\d+\/revisions\/(?<ref>\d+)\//d],
]);
// Where GitHub and GitLab say in the path which tag, branch or commit of a repository a file is taken from.
const refPaths: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [
    /^github\.com$/,
    /^\/[^/]+\/[^/]+\/(?:archive|raw|blob)\/(?:refs\/(?:tags|heads)\/)?(?<ref>[^/]+?)(?:\.tar\.gz|\.tgz|\.zip|\/.*)$/d,
  ],
  [/^raw\.githubusercontent\.com$/, /^\/[^/]+\/[^/]+\/(?:refs\/(?:tags|heads)\/)?(?<ref>[^/]+)\//d],
  [/^codeload\.github\.com$/, /^\/[^/]+\/[^/]+\/[a-z.]+\/(?:refs\/(?:tags|heads)\/)?(?<ref>[^/]+)$/d],
  [/./, /\/-\/(?:archive|raw)\/(?<ref>[^/]+)\//d],
];

/** What of a repository a path without a version selects: the tag of a release, the revision of a dashboard, or what a file is taken from. */
function repositoryRef(host: string, path: string, offset: number): Selected | null {
  const name = host.toLowerCase();
  const release = releasePaths.get(name)?.exec(path) ?? undefined;
  const form = refPaths.find(([at, each]) => at.test(name) && each.test(path))?.[1];
  const [start, end] = (release ?? form?.exec(path))?.indices?.groups?.ref ?? [];
  if (start === undefined || end === undefined || path.slice(start, end).includes('\0')) return null;
  const isTag = release !== undefined || path.slice(0, start).endsWith('/refs/tags/');
  const namespace = /(?<=\/)refs\/(?:heads|tags)\/$/.exec(path.slice(0, start))?.[0] ?? '';
  const isArchive =
    release === undefined && /\/archive\/|^\/[^/]+\/[^/]+\/(?:tar\.gz|zip|legacy\.[a-z.]+)\//.test(path);
  return {
    is: isTag ? 'tag' : 'git-ref',
    start: offset + start,
    end: offset + end,
    namespace: namespace.length,
    isArchive,
  };
}

interface Selected extends Span {
  readonly is: 'tag' | 'git-ref';
  /** The length of `refs/heads/` or `refs/tags/` before it, where no commit can stand. */
  readonly namespace: number;
  readonly isArchive: boolean;
}

/** The slots of what a repository is asked for; a commit takes the place of the namespace, too. */
function selectedSlots(
  file: SourceFile,
  resolved: ResolvedText,
  { start, end, namespace }: Selected,
): readonly PlacedSlot[] {
  const whole = refSlots(file, partOf(resolved, { start: start - namespace, end }));
  return whole.length > 0 ? whole : refSlots(file, partOf(resolved, { start, end }));
}

const folder =
  'An archive names its file and the folder in it after the ref, which the next commands rely on: change all of them by hand.';

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
  /(?<!se)arch(?!iv)|platform|machine|(?<![a-z])os(?![a-z])|(?:target|go)os|libc|cpu|triple|uname/i;

/**
 * Which of its builds for processors and systems is fetched does not change what the component is; where only
 * variables that are called versions are unknown, what is fetched is known.
 */
function unresolvedUrl(resolved: ResolvedText, pathStart: number): Pick<ReferenceParts, 'unresolved'> {
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
