import { isDigest } from '../parse/reference/image.ts';
import { type ResolvedText, trimTrailingSlashes } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { partOf, type ReferenceParts, slotsAt, unresolvedPart } from './reference.ts';

/** A chart as a file asks for it; `version` and `repository` are `null` where it says none. */
export interface AskedChart {
  /** Its name, `oci://registry/path/name`, or the URL of an archive. */
  readonly chart: ResolvedText;
  /** The URL of a repository, with `oci://` or without a scheme where it is a registry. */
  readonly repository: ResolvedText | null;
  readonly version: ResolvedText | null;
  readonly digest?: ResolvedText | null;
}

const archive = /\/(?<name>[^/?#]{1,200}?)-(?<version>v?\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,100})\.tgz(?:[?#]|$)/d;
const registryTag = /(?::(?<tag>[^/:@]+))?(?:@(?<digest>sha256:[0-9a-f]+))?$/d;

/**
 * Reads which chart is asked for: by name from a repository, by `oci://` address, or by the URL of an archive whose name
 * says its version (https://helm.sh/docs/helm/helm_install/).
 */
export function chartParts(
  file: SourceFile,
  { chart, repository, version, digest }: AskedChart,
): ReferenceParts {
  const { text } = chart;
  if (/^https?:\/\//i.test(text)) return archiveParts(file, chart, version);
  const asked = askedVersion(file, version);
  const pinned = digest ? digestOf(file, digest) : {};
  if (text.startsWith('oci://')) {
    const address = registryAddress(file, chart);
    return {
      ...address,
      ...(version ? asked : {}),
      ...pinned,
      slots: [...address.slots, ...asked.slots, ...slotsOf(pinned)],
    };
  }
  const source = repository?.text ? trimTrailingSlashes(repository.text) : null;
  const unresolved = unresolvedChart(chart, repository, version);
  return {
    kind: 'helm-chart',
    name: text,
    ...(source ? { source } : {}),
    ...asked,
    ...pinned,
    ...unresolved,
    slots: [...asked.slots, ...slotsOf(pinned)],
  };
}

function slotsOf(parts: Partial<Pick<ReferenceParts, 'slots'>>): ReferenceParts['slots'] {
  return parts.slots ?? [];
}

function askedVersion(
  file: SourceFile,
  version: ResolvedText | null,
): Pick<ReferenceParts, 'request' | 'slots'> {
  if (!version || version.text === '') return { request: { is: 'nothing' }, slots: [] };
  const whole = { start: 0, end: version.text.length };
  return { request: { is: 'version', text: version.text }, slots: slotsAt(file, 'version', version, whole) };
}

function digestOf(file: SourceFile, digest: ResolvedText): Partial<Pick<ReferenceParts, 'digest' | 'slots'>> {
  if (!isDigest(digest.text)) return {};
  const whole = { start: 0, end: digest.text.length };
  return { digest: digest.text, slots: slotsAt(file, 'digest', digest, whole) };
}

/** What is asked of a chart by its whole address: `oci://registry/path/name[:tag][@digest]`. */
function registryAddress(file: SourceFile, chart: ResolvedText): ReferenceParts {
  const { text } = chart;
  const match = registryTag.exec(text);
  const end = match?.index ?? text.length;
  const slash = text.lastIndexOf('/', end - 1);
  const range = (name: 'tag' | 'digest') => {
    const [start, stop] = match?.indices?.groups?.[name] ?? [];
    return start === undefined || stop === undefined ? null : { start, end: stop };
  };
  const tag = range('tag');
  const digest = range('digest');
  return {
    kind: 'helm-chart',
    name: text.slice(slash + 1, end),
    source: text.slice(0, slash),
    request: tag ? { is: 'version', text: text.slice(tag.start, tag.end) } : { is: 'nothing' },
    ...(digest ? { digest: text.slice(digest.start, digest.end) } : {}),
    ...unresolvedPart('name', partOf(chart, { start: 0, end })),
    slots: [
      ...(tag ? slotsAt(file, 'version', chart, tag) : []),
      ...(digest ? slotsAt(file, 'digest', chart, digest) : []),
    ],
  };
}

function archiveParts(file: SourceFile, chart: ResolvedText, version: ResolvedText | null): ReferenceParts {
  const { text } = chart;
  const match = archive.exec(text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  const path = text.replace(/[?#].*$/s, '');
  const slash = path.lastIndexOf('/');
  const range = start === undefined || end === undefined ? null : { start, end };
  return {
    kind: 'helm-chart',
    name: match?.groups?.name ?? path.slice(slash + 1).replace(/\.tgz$/, ''),
    source: path.slice(0, slash),
    ...(range
      ? {
          request: { is: 'version', text: text.slice(range.start, range.end) },
          slots: slotsAt(file, 'version', chart, range),
        }
      : askedVersion(file, version)),
    ...unresolvedPart('name', chart),
  };
}

function unresolvedChart(
  chart: ResolvedText,
  repository: ResolvedText | null,
  version: ResolvedText | null,
): Pick<ReferenceParts, 'unresolved'> {
  for (const part of [chart, repository]) {
    const unresolved = part ? unresolvedPart('name', part) : {};
    if (unresolved.unresolved) return unresolved;
  }
  return version ? unresolvedPart('version', version) : {};
}
