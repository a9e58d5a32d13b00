import { type LicenseTexts, licenseOfText } from '../src/texts/license-texts.ts';
import { type DebianCopyright, parseCopyright } from './copyright.ts';
import { spdxOfSynopsis } from './expression.ts';
import shortNames from './short-names.json' with { type: 'json' };

/** The main license that a copyright file states, or why none is taken from it. */
export type MainLicense =
  | { readonly license: string; readonly verified: boolean; readonly note: string | null }
  | { readonly because: string };

const idsByName: ReadonlyMap<string, string> = new Map(Object.entries(shortNames));

/** Reads the main license out of a Debian copyright file: of `Files: *`, or of a free text that names one license only. */
export function licenseOfCopyright(file: string, texts: LicenseTexts): MainLicense {
  const copyright = parseCopyright(file);
  return copyright === null ? ofFreeText(file, texts) : ofParagraphs(copyright, texts);
}

function ofParagraphs(copyright: DebianCopyright, texts: LicenseTexts): MainLicense {
  const { main, others } = copyright;
  if (main === null) return { because: 'It states no licence for "Files: *".' };
  const inline = main.text === '' ? [] : ([[main.synopsis.toLowerCase(), main.text]] as const);
  const read = new Map([...copyright.texts, ...inline]);
  const names: { readonly id: string; readonly isRead: boolean }[] = [];
  const license = spdxOfSynopsis(main.synopsis, (name) => {
    const named = idOfName(name, read.get(name.toLowerCase()), texts);
    if (named !== null) names.push(named);
    return named?.id ?? null;
  });
  if (license === null) return { because: `"${main.synopsis}" has no known meaning.` };
  return { license, verified: names.every(({ isRead }) => isRead), note: noteOf(others) };
}

/** The id of a short name; where a text stands under the name, it must not be that of another license. */
function idOfName(
  name: string,
  text: string | undefined,
  texts: LicenseTexts,
): { readonly id: string; readonly isRead: boolean } | null {
  const meant = idsByName.get(name.toLowerCase()) ?? null;
  const answer = text === undefined ? null : licenseOfText(texts, text);
  const found = answer !== null && 'expression' in answer ? answer.expression : null;
  if (meant === null) return found === null ? null : { id: found, isRead: true };
  if (found !== null && found !== meant && !gnu.test(found)) return null;
  // Debian calls many texts of the X Consortium "MIT"; only the one that SPDX calls so is meant here.
  if (meant === 'MIT' && text !== undefined && found === null && !isExpat(text)) return null;
  return { id: meant, isRead: found === meant };
}

const gnu = /^[AL]?GPL-/;

function isExpat(text: string): boolean {
  const words = text.toLowerCase().replace(/\s+/g, ' ');
  return (
    words.includes(
      'free of charge, to any person obtaining a copy of this software and associated documentation',
    ) &&
    words.includes('sublicense') &&
    !words.includes('except as contained in this notice')
  );
}

const shownNames = 6;

function noteOf(others: readonly string[]): string | null {
  if (others.length === 0) return null;
  const shown = others.slice(0, shownNames).join(', ').slice(0, 200);
  return `The main license; the package names ${others.length} more for parts of it: ${shown}${others.length > shownNames ? ' …' : ''}.`;
}

const grants: readonly (readonly [words: RegExp, id: string])[] = [
  [/general public license/, 'GPL'],
  [/(?:lesser|library) general public license/, 'LGPL'],
];

/** A copyright file in free words: the text of one license, or a grant that names one file of the licenses that Debian ships. */
function ofFreeText(file: string, texts: LicenseTexts): MainLicense {
  const words = file.toLowerCase().replace(/[\s*#]+/g, ' ');
  const referred = new Set(
    [...file.matchAll(/\/usr\/share\/common-licenses\/(?<name>[A-Za-z0-9.-]*[A-Za-z0-9])/g)].map(
      (one) => one.groups?.name ?? '',
    ),
  );
  const whole = licenseOfText(texts, file);
  if ('expression' in whole) return { license: whole.expression, verified: true, note: null };
  if (otherGrants.some((grant) => words.includes(grant)))
    return { because: 'It names several licences in free words.' };
  const [only, ...more] = referred;
  if (only === undefined || more.length > 0) return { because: 'Its free words refer to no single licence.' };
  const license = only === 'Apache-2.0' ? only : gnuGrant(words, only);
  return license === null
    ? { because: 'Its free words do not say which versions of the licence apply.' }
    : { license, verified: false, note: null };
}

const otherGrants = [
  'permission is hereby granted',
  'redistribution and use in source',
  'permission to use, copy, modify',
  'public domain',
  'mozilla public',
  'mit license',
  'bsd license',
  'exception',
];

const laterVersions =
  /either version (?<version>[0-9](?:\.[0-9])?)(?: of the license)?,? or,? \(?at your option\)?,? any later version/g;

/** `GPL-2` with the usual words "either version 2 of the License, or (at your option) any later version". */
function gnuGrant(words: string, referred: string): string | null {
  const name = /^(?<family>L?GPL)(?:-[0-9.]+)?$/.exec(referred)?.groups?.family;
  const versions = new Set([...words.matchAll(laterVersions)].map((one) => one.groups?.version));
  const [version, ...more] = versions;
  const families = grants.filter(([pattern]) => pattern.test(words)).map(([, family]) => family);
  const isPlain =
    name === 'GPL'
      ? families.length === 1
      : name === 'LGPL' &&
        families.includes('LGPL') &&
        !/(?<!lesser |library )general public license/.test(words);
  if (version === undefined || more.length > 0 || !isPlain) return null;
  return idsByName.get(`${name}-${version}+`.toLowerCase()) ?? null;
}
