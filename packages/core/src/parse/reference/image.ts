import type { Span } from '../span.ts';
import { findSymbols, maskSymbols } from './symbols.ts';

/** Where the parts of an image reference stand, as offsets in its text. */
export interface ImageSpans {
  readonly nameSpan: Span;
  readonly tagSpan: Span | null;
  /** Covers `sha256:…`, without the `@`. */
  readonly digestSpan: Span | null;
}

/** An image reference whose every part is literal, its name normalised to registry and repository. */
export interface ImageReference extends ImageSpans {
  readonly is: 'image';
  /** `docker.io`, `registry:5000`, `quay.io`; lower case, without the port 443. */
  readonly registry: string;
  /** `library/redis`, `group/app`. */
  readonly repository: string;
  /** True where the text names no registry: Docker means Docker Hub, Podman asks its own settings. */
  readonly isShortName: boolean;
  readonly tag: string | null;
  /** `sha256:` and 64, or `sha512:` and 128, lower-case hexadecimal digits. */
  readonly digest: string | null;
}

/** An image reference with parts that another program fills in; only what is wholly literal is not null. */
export interface SymbolicImageReference extends ImageSpans {
  readonly is: 'symbolic';
  readonly registry: string | null;
  readonly repository: string | null;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly symbols: readonly Span[];
}

/** A text that is no image reference, and why. */
export interface InvalidImageReference {
  readonly is: 'invalid';
  readonly reason: string;
}

/**
 * Reads `[registry/]repository[:tag][@digest]` after the grammar of
 * https://pkg.go.dev/github.com/distribution/reference, with Docker Hub's short names written out.
 */
export function parseImageReference(
  text: string,
): ImageReference | SymbolicImageReference | InvalidImageReference {
  const symbols = findSymbols(text);
  if (symbols.length > 0) return parseSymbolic(text, symbols);

  const parts = splitReference(text);
  const name = splitName(slice(text, parts.nameSpan));
  const tag = parts.tagSpan && slice(text, parts.tagSpan);
  const digest = parts.digestSpan && slice(text, parts.digestSpan);

  const reason = nameFault(name) ?? tagFault(tag) ?? digestFault(digest);
  if (reason !== null) return { is: 'invalid', reason };
  return {
    is: 'image',
    registry: normalRegistry(name.registry),
    repository: normalRepository(name),
    isShortName: name.registry === null,
    tag,
    digest,
    ...parts,
  };
}

/** Says whether a text is a digest that pins content: `sha256:` or `sha512:` and exactly its hex digits. */
export function isDigest(text: string): boolean {
  return sha256.test(text) || sha512.test(text);
}

const sha256 = /^sha256:[0-9a-f]{64}$/;
const sha512 = /^sha512:[0-9a-f]{128}$/;

function splitReference(text: string): ImageSpans {
  const at = text.indexOf('@');
  const beforeDigest = at < 0 ? text.length : at;
  const digestSpan = at < 0 ? null : { start: at + 1, end: text.length };

  // A colon before the last slash belongs to the registry's port: `registry:5000/foo` has no tag.
  const colon = text.lastIndexOf(':', beforeDigest - 1);
  const slash = text.lastIndexOf('/', beforeDigest - 1);
  if (beforeDigest === 0 || colon < 0 || colon < slash) {
    return { nameSpan: { start: 0, end: beforeDigest }, tagSpan: null, digestSpan };
  }
  return {
    nameSpan: { start: 0, end: colon },
    tagSpan: { start: colon + 1, end: beforeDigest },
    digestSpan,
  };
}

interface ImageName {
  readonly registry: string | null;
  readonly path: string;
}

/** The first part is a registry only if it cannot be a path on Docker Hub: it has a dot, a port or upper case. */
function splitName(name: string): ImageName {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isRegistry =
    first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
  if (slash < 0 || !isRegistry) return { registry: null, path: name };
  return { registry: first, path: name.slice(slash + 1) };
}

const registryHost =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){0,126}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const pathComponent = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const imageId = /^[0-9a-f]{64}$/;
const longestPath = 255;
const longestRegistry = 261;

function nameFault({ registry, path }: ImageName): string | null {
  if (path === '') return 'it has no name';
  if (registry !== null && (registry.length > longestRegistry || !registryHost.test(registry))) {
    return 'its registry is not a host name';
  }
  if (path.length > longestPath) return `its name is longer than ${longestPath} characters`;
  if (path !== path.toLowerCase()) return 'its name is not in lower case';
  if (registry === null && imageId.test(path)) return 'it is the id of a local image';
  if (!path.split('/').every((part) => pathComponent.test(part)))
    return 'its name has characters not allowed';
  return null;
}

const tagShape = /^\w[\w.-]{0,127}$/;

function tagFault(tag: string | null): string | null {
  if (tag === null || tagShape.test(tag)) return null;
  return tag === '' ? 'its tag is empty' : 'its tag has characters not allowed, or more than 128';
}

function digestFault(digest: string | null): string | null {
  if (digest === null || isDigest(digest)) return null;
  return 'its digest is not sha256 or sha512 with the right number of lower-case hexadecimal digits';
}

const dockerHubHosts: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

function normalRegistry(registry: string | null): string {
  if (registry === null) return 'docker.io';
  const host = registry.toLowerCase().replace(/:443$/, '');
  return dockerHubHosts.has(host) ? 'docker.io' : host;
}

function normalRepository({ registry, path }: ImageName): string {
  return normalRegistry(registry) === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
}

// Allowed nowhere in a reference, so a part that holds it is a part that is not literal.
const mask = '\u{0}';

function parseSymbolic(text: string, symbols: readonly Span[]): SymbolicImageReference {
  const masked = maskSymbols(text, symbols, mask);
  const parts = splitReference(masked);
  const literal = (span: Span | null) => {
    const part = span && slice(masked, span);
    return part === null || part.includes(mask) ? null : part;
  };
  const tag = literal(parts.tagSpan);
  const digest = literal(parts.digestSpan);
  return {
    is: 'symbolic',
    ...literalName(slice(masked, parts.nameSpan), text.length > slice(masked, parts.nameSpan).length),
    tag: tagFault(tag) === null ? tag : null,
    digest: digestFault(digest) === null ? digest : null,
    symbols,
    ...parts,
  };
}

function literalName(masked: string, isFollowed: boolean) {
  const name = splitName(masked);
  if (!masked.includes(mask)) {
    const isName = nameFault(name) === null;
    return {
      registry: isName ? normalRegistry(name.registry) : null,
      repository: isName ? normalRepository(name) : null,
    };
  }

  // `ghcr.io/${OWNER}/app` has a literal registry, `${REGISTRY}/group/app` a literal path.
  const slash = masked.indexOf('/');
  const first = masked.slice(0, Math.max(slash, 0));
  const rest = masked.slice(slash + 1);
  const isRest =
    slash > 0 &&
    isFilled(first) &&
    !rest.includes(mask) &&
    nameFault({ registry: null, path: rest }) === null;
  return {
    registry:
      name.registry !== null && !name.registry.includes(mask) && registryHost.test(name.registry)
        ? normalRegistry(name.registry)
        : null,
    repository: isRest && (isFollowed || rest !== '') ? rest : null,
  };
}

function isFilled(part: string): boolean {
  for (const character of part) if (character !== mask) return false;
  return part !== '';
}

/** Whether a text is an image reference beyond doubt: it has a path, and a tag or digest behind it. */
export function isWholeImageReference(text: string): boolean {
  const parsed = parseImageReference(text);
  return parsed.is === 'image' && text.includes('/') && (parsed.tag !== null || parsed.digest !== null);
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
