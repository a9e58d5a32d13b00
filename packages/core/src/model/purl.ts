/** The parts of a package URL (https://github.com/package-url/purl-spec). */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string | null | undefined>>;
  readonly subpath?: string | null;
}

// https://github.com/package-url/purl-spec/tree/main/types-doc: types whose names are told in lower case.
const lowerCaseTypes: ReadonlySet<string> = new Set([
  'apk',
  'bitbucket',
  'deb',
  'github',
  'npm',
  'oci',
  'pypi',
]);
const typePattern = /^[a-z][a-z0-9.+-]*$/;

/** Writes a canonical purl; the one place where purls are made. Answers `null` where the specification admits none. */
export function purl({ type, qualifiers = {}, ...parts }: PurlParts): string | null {
  const lower = lowerCaseTypes.has(type) ? (text: string) => text.toLowerCase() : (text: string) => text;
  const namespace = lower(path(parts.namespace, ['']));
  const name = lower(parts.name.trim());
  const version = (parts.version ?? '').trim();
  const subpath = path(parts.subpath, ['', '.', '..']);
  if (name === '' || !typePattern.test(type) || (type === 'oci' && namespace !== '')) return null;
  // Half a surrogate pair has no UTF-8, so nothing can stand for it.
  if (![namespace, name, version, subpath].every((text) => text.isWellFormed())) return null;
  const pairs = Object.entries(qualifiers).flatMap(([key, value]) =>
    value?.trim() ? [[key, value.trim()]] : [],
  );
  return [
    `pkg:${type}/`,
    namespace && `${encoded(namespace, ':/')}/`,
    encoded(type === 'pypi' ? name.replaceAll('_', '-') : name),
    version && `@${encoded(version, ':+')}`,
    pairs.length > 0 && `?${query(pairs)}`,
    subpath && `#${encoded(subpath, '/')}`,
  ]
    .filter((part) => part !== false)
    .join('');
}

/** Segments between single slashes, without those that cannot stand there. */
function path(text: string | null | undefined, without: readonly string[]): string {
  return (text ?? '')
    .split('/')
    .filter((segment) => !without.includes(segment))
    .join('/');
}

/** Percent-encodes all but what a URI never needs to, and the given characters. */
function encoded(text: string, kept = ''): string {
  const written = encodeURIComponent(text);
  return [...kept].reduce(
    (all, character) => all.replaceAll(encodeURIComponent(character), character),
    written,
  );
}

function query(pairs: readonly (readonly string[])[]): string {
  const sorted = pairs.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return new URLSearchParams(sorted.map(([key = '', value = '']) => [key, value]))
    .toString()
    .replaceAll('+', '%20');
}
