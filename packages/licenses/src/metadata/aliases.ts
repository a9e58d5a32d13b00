/** A license as people write it, with the SPDX expression that is meant and how sure that is, from 0 to 1. */
export interface Alias {
  readonly expression: string;
  readonly confidence: number;
}

/**
 * Looks up what a license field means that is no SPDX expression. Only names that stand for one text are listed: "BSD",
 * "GPL" or "Creative Commons" could mean several, and what is not listed stays unknown.
 */
export function aliasOf(written: string): Alias | null {
  const expression = aliases.get(written.toLowerCase().replace(noise, ' ').trim());
  return expression === undefined ? null : { expression, confidence: 0.75 };
}

const noise = /[\s,"'()._-]+/g;

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Apache-2.0': [
      'Apache 2',
      'Apache 2.0',
      'Apache v2',
      'Apache v2.0',
      'Apache License 2.0',
      'Apache License v2.0',
      'Apache License, Version 2.0',
      'The Apache License, Version 2.0',
      'The Apache Software License, Version 2.0',
      'Apache Software License 2.0',
      'ASL 2.0',
      'Apache2',
      'Apache2.0',
      'Apache 2.0 License',
      'Apache-2.0 License',
    ],
    MIT: [
      'MIT License',
      'The MIT License',
      'MIT License (MIT)',
      'The MIT License (MIT)',
      'Expat',
      'MIT/Expat',
    ],
    ISC: ['ISC License', 'ISC License (ISC)', 'ISCL'],
    'BSD-2-Clause': [
      'BSD 2-Clause License',
      'BSD 2 Clause',
      'Simplified BSD License',
      'Simplified BSD',
      'FreeBSD License',
      '2-Clause BSD License',
    ],
    'BSD-3-Clause': [
      'BSD 3-Clause License',
      'BSD 3 Clause',
      'New BSD License',
      'New BSD',
      'Modified BSD License',
      'Revised BSD License',
      '3-Clause BSD License',
      'BSD-3',
    ],
    'MPL-2.0': [
      'MPL 2',
      'MPL 2.0',
      'MPLv2',
      'MPLv2.0',
      'Mozilla Public License 2.0',
      'Mozilla Public License, Version 2.0',
      'Mozilla Public License 2.0 (MPL 2.0)',
    ],
    'GPL-2.0-only': ['GPLv2 only'],
    'GPL-3.0-only': ['GPLv3 only'],
    'GPL-2.0-or-later': [
      'GPLv2+',
      'GPL v2+',
      'GPL v2 or later',
      'GNU General Public License v2 or later (GPLv2+)',
      'GNU General Public License v2.0 or later',
    ],
    'GPL-3.0-or-later': [
      'GPLv3+',
      'GPL v3+',
      'GPL v3 or later',
      'GNU General Public License v3 or later (GPLv3+)',
      'GNU General Public License v3.0 or later',
    ],
    'LGPL-3.0-or-later': ['GNU Lesser General Public License v3 or later (LGPLv3+)', 'LGPLv3+'],
    'LGPL-2.1-or-later': ['LGPLv2.1+'],
    'AGPL-3.0-or-later': ['GNU Affero General Public License v3 or later (AGPLv3+)', 'AGPLv3+'],
    'BSL-1.0': ['Boost Software License 1.0', 'Boost Software License 1.0 (BSL-1.0)'],
    Unlicense: ['The Unlicense', 'The Unlicense (Unlicense)'],
    'CC0-1.0': [
      'CC0',
      'CC0 1.0',
      'CC0 1.0 Universal',
      'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication',
    ],
    'EPL-2.0': ['Eclipse Public License 2.0', 'Eclipse Public License 2.0 (EPL-2.0)', 'EPL 2.0'],
    'PSF-2.0': ['Python Software Foundation License', 'PSFL'],
    Zlib: ['zlib License'],
    'BUSL-1.1': ['Business Source License 1.1', 'BSL 1.1', 'BUSL 1.1'],
    '0BSD': ['BSD-0-Clause', 'Zero-Clause BSD', 'BSD Zero Clause License'],
  }).flatMap(([expression, names]) =>
    names.map((name) => [name.toLowerCase().replace(noise, ' ').trim(), expression] as const),
  ),
);
