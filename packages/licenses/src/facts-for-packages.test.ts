import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

/** `<concluded> (<admitted>)`, or the expressions of the ranges where they differ. */
function answer(key: string, requested: string | null, version: string | null = null): string {
  const { evidence, gap, admitted } = factsFor(facts, { key, version, requested });
  const { concluded, ranges } = conclude(evidence, { gap });
  if (concluded.is === 'expression') return `${concluded.expression} (${admitted})`;
  if (concluded.is === 'none') return `NONE (${admitted})`;
  if (gap !== null) return `? ${gap}`;
  return ranges.length > 0
    ? `? ${ranges.map((range) => range.expression).join(' | ')} (${admitted})`
    : `? ${concluded.because}`;
}

describe('a package of an operating system', () => {
  test.each([
    ['os-package:deb/git', null, 'GPL-2.0-only (every)'],
    ['os-package:deb/php7.4-xml', null, 'PHP-3.01 (every)'],
    ['os-package:deb/libx99-1', null, '? No licence fact knows os-package:deb/libx99-1.'],
    ['os-package:deb/openssl', '3.0.11-1~deb12u2', 'Apache-2.0 (one)'],
    [
      'os-package:deb/openssl',
      '1.1.1n-0+deb11u5',
      '? No licence fact speaks of version 1.1.1 of debian:openssl.',
    ],
    ['os-package:deb/libssl1.1', null, 'OpenSSL (every)'],
    ['os-package:rpm/httpd', '2.4.57-5.el9', 'Apache-2.0 (one)'],
    ['os-package:generic/jq', null, 'MIT (every)'],
    ['os-package:deb/php$version-xml', null, 'PHP-3.01 (every)'],
    ['os-package:apk/sqlite-dev', null, 'LicenseRef-Public-Domain (every)'],
    ['os-package:rpm/rsync-devel-more', null, '? No licence fact knows os-package:rpm/rsync-devel-more.'],
    ['os-package:apk/curl', '~=8.5', 'curl (several)'],
  ])('%s %s: %s', (key, requested, expected) => {
    expect(answer(key, requested)).toBe(expected);
  });

  test('read in the package of another distribution is believed less, and says so', () => {
    const [evidence] = factsFor(facts, { key: 'os-package:apk/jq', version: null, requested: null }).evidence;
    expect(evidence).toMatchObject({ expression: 'MIT', verified: false, confidence: 0.7 });
    expect(evidence?.note).toContain("Read in Debian's package jq; this may be built differently.");
    const [own] = factsFor(facts, { key: 'os-package:deb/jq', version: null, requested: null }).evidence;
    expect(own).toMatchObject({ expression: 'MIT', verified: true, confidence: 0.85 });
  });
});
