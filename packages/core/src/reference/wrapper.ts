import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import { downloadParts } from './download-parts.ts';
import type { ReferenceFact } from './fact.ts';
import { type ReferenceParts, type ReferenceSite, referenceFact, slotsAt } from './reference.ts';
import { encodedText } from './scalar.ts';

/** A property of a `*.properties` file: its span is the value as it is written. */
interface Property extends Span {
  readonly text: string;
}

const property = /^[ \t]*(?<key>[A-Za-z][\w.-]{0,100})[ \t]*[=:][ \t]*(?<value>\S*)/dgm;
// `gradle-8.10.2-bin.zip`, `apache-maven-3.9.9-bin.zip`, `maven-mvnd-1.0.2-linux-amd64.zip`.
const distribution =
  /\/(?:gradle|apache-maven|maven-mvnd)-(?<version>\d[^/-]{0,100}(?:-(?!bin|all|src|linux|darwin|windows)[^/-]{1,100}){0,9})-[^/]{1,200}\.zip$/d;

/**
 * Reads the properties of a wrapper: the distribution of a build tool that it fetches, with its checksum
 * (https://docs.gradle.org/current/userguide/gradle_wrapper.html, https://maven.apache.org/wrapper/).
 */
export function* wrapperReferences(file: SourceFile, tool: string): Iterable<ReferenceFact> {
  const properties = new Map<string, Property>();
  for (const match of file.text.matchAll(property)) {
    const [start, end] = match.indices?.groups?.value ?? [0, 0];
    const text = (match.groups?.value ?? '').replace(/\\(.)/g, '$1');
    properties.set(match.groups?.key ?? '', { text, start, end });
  }
  for (const [url, checksum, names] of [
    ['distributionUrl', 'distributionSha256Sum', tool],
    ['wrapperUrl', 'wrapperSha256Sum', null],
  ] as const) {
    const found = properties.get(url);
    const hash = properties.get(checksum)?.text;
    const site = { file, address: url, usage: 'build' } as const;
    if (found) yield* fetched(site, found, names, hash && /^[0-9a-f]{64}$/i.test(hash) ? hash : null);
  }
}

function* fetched(
  site: ReferenceSite,
  url: Property,
  tool: string | null,
  hash: string | null,
): Iterable<ReferenceFact> {
  const { file } = site;
  const raw = file.text.slice(url.start, url.end);
  const resolved = encodedText(url.text, url, raw === url.text);
  const known = tool === null ? null : toolParts(file, url, raw, tool);
  const parts = known ?? downloadParts(file, resolved);
  if (!parts) return;
  const version = parts.request.is === 'nothing' ? null : parts.request.text;
  const hashes = hash === null ? {} : { locked: { version, hashes: [`sha256:${hash.toLowerCase()}`] } };
  yield referenceFact(site, { at: url, resolved }, { ...parts, ...hashes });
}

/** The version stands in the name of the file, and with Maven in the path before it, too. */
function toolParts(file: SourceFile, url: Property, raw: string, name: string): ReferenceParts | null {
  const match = distribution.exec(raw);
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return null;
  const version = raw.slice(start, end);
  const isOnce = raw.indexOf(version) === start;
  const at = { start: url.start + start, end: url.start + end };
  const host = /^https?:\/\/(?:[^/@]*@)?(?<host>[^/:]+)/i.exec(url.text)?.groups?.host;
  return {
    kind: 'tool',
    name,
    ...(host ? { source: host.toLowerCase() } : {}),
    request: { is: 'version', text: version },
    slots: isOnce
      ? slotsAt(file, 'version', encodedText(version, at, true), { start: 0, end: version.length })
      : [],
  };
}
