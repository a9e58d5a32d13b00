import { PackageURL } from 'packageurl-js';

/** The parts of a package URL (https://github.com/package-url/purl-spec). */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string | null | undefined>>;
  readonly subpath?: string | null;
}

/** Writes a canonical purl; the one place where purls are made. Answers `null` where the specification admits none. */
export function purl(parts: PurlParts): string | null {
  const qualifiers: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts.qualifiers ?? {})) if (value) qualifiers[name] = value;
  const subpath = cleanSubpath(parts.subpath);
  try {
    return new PackageURL(
      parts.type,
      parts.namespace || undefined,
      parts.name,
      parts.version || undefined,
      qualifiers,
      subpath || undefined,
    ).toString();
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    // packageurl-js rejects what a type forbids (an empty name, a namespace for `oci`): no purl says it.
    return null;
  }
}

/** A purl subpath may hold no `.` or `..` segment. */
function cleanSubpath(subpath: string | null | undefined): string {
  return (subpath ?? '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
}
