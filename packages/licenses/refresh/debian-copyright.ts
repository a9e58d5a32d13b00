import type { LibraryLine } from '../compile-libraries.ts';
import { expressionOf } from './observation.ts';

/**
 * Reads the libraries that a Debian package carries under `vendor/` from its copyright file, which names the license of
 * each in a form for machines. The versions stand nowhere, so the facts are assumed for all.
 *
 * https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
 */
export function vendoredIn(text: string, registry: string, source: string): readonly LibraryLine[] {
  const licenses = new Map<string, string | null>();
  for (const paragraph of text.split(/\n{2,}/)) {
    const files = /^Files:((?:.*\n)(?:[ \t].*\n)*)/.exec(paragraph)?.[1] ?? '';
    const written = /^License:[ \t]*(\S.*)$/m.exec(paragraph)?.[1];
    const license = written === undefined ? null : expressionOf(spdxOf(written));
    for (const [, name = '', rest = ''] of files.matchAll(
      /\bvendor\/([A-Za-z0-9_-]+?)(?:-[\d*.]+)?\/(\S*)/g,
    )) {
      // A paragraph about a part of a library leaves the whole open.
      const isWhole = rest === '*' && !licenses.has(name);
      licenses.set(name, isWhole ? license : null);
    }
  }
  return [...licenses].flatMap(([name, license]) =>
    license === null
      ? []
      : [
          {
            library: `${registry}/${name.toLowerCase()}`,
            versions: '*',
            license,
            evidence: 'distribution-package',
            source,
          },
        ],
  );
}

/** Debian names some licenses in its own way: `Expat` is the MIT License, `or` a choice. */
function spdxOf(written: string): string {
  return written
    .replaceAll(/\bor\b/g, 'OR')
    .replaceAll(/\band\b/g, 'AND')
    .replaceAll(/\bExpat\b/g, 'MIT')
    .replaceAll(/\bBSD-(\d)-clause\b/gi, 'BSD-$1-Clause');
}
