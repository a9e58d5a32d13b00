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
  const expression = aliases.get(plain(written));
  return expression === undefined ? null : { expression, confidence: 0.75 };
}

/** Names the licenses that a name could mean where it stands for several; `null` where it does not. */
export function ambiguityOf(written: string): string | null {
  return ambiguous.get(plain(written)) ?? null;
}

function plain(written: string): string {
  return written.toLowerCase().replace(noise, ' ').trim();
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
      'The Apache License 2.0',
      'The Apache Software License 2.0',
      'Apache Software License, Version 2.0',
      'Apache Public License 2.0',
      'Apache License, version 2',
      'Apache 2 License',
      'ALv2',
      'Apachev2',
    ],
    MIT: [
      'MIT License',
      'The MIT License',
      'MIT License (MIT)',
      'The MIT License (MIT)',
      'Expat',
      'MIT/Expat',
      'MIT Licence',
      'Expat License',
    ],
    ISC: ['ISC License', 'ISC License (ISC)', 'ISC License (ISCL)', 'ISCL'],
    'BSD-2-Clause': [
      'BSD 2-Clause License',
      'BSD 2 Clause',
      'Simplified BSD License',
      'Simplified BSD',
      'FreeBSD License',
      '2-Clause BSD License',
      'The BSD 2-Clause License',
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
      'The BSD 3-Clause License',
      'The 3-Clause BSD License',
      'The New BSD License',
      'Eclipse Distribution License 1.0',
      'Eclipse Distribution License - v 1.0',
      'EDL 1.0',
    ],
    'MPL-2.0': [
      'MPL 2',
      'MPL 2.0',
      'MPLv2',
      'MPLv2.0',
      'Mozilla Public License 2.0',
      'Mozilla Public License, Version 2.0',
      'Mozilla Public License 2.0 (MPL 2.0)',
      'Mozilla Public License Version 2.0 (MPL 2.0)',
      'The Mozilla Public License 2.0',
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
    'EPL-1.0': ['Eclipse Public License 1.0', 'Eclipse Public License - v 1.0', 'EPL 1.0'],
    'EPL-2.0': [
      'Eclipse Public License 2.0',
      'Eclipse Public License 2.0 (EPL-2.0)',
      'Eclipse Public License - v 2.0',
      'Eclipse Public License v2.0',
      'EPL 2.0',
    ],
    'MPL-1.1': ['Mozilla Public License 1.1', 'Mozilla Public License, Version 1.1', 'MPL 1.1'],
    'CDDL-1.0': ['CDDL 1.0', 'Common Development and Distribution License 1.0'],
    'UPL-1.0': ['Universal Permissive License 1.0', 'Universal Permissive License, Version 1.0'],
    'AGPL-3.0-only': ['AGPLv3 only'],
    'PSF-2.0': ['Python Software Foundation License', 'PSFL'],
    Zlib: ['zlib License'],
    'BUSL-1.1': ['Business Source License 1.1', 'BSL 1.1', 'BUSL 1.1'],
    '0BSD': ['BSD-0-Clause', 'Zero-Clause BSD', 'BSD Zero Clause License'],
  }).flatMap(([expression, names]) => names.map((name) => [plain(name), expression] as const)),
);

const bsd = 'BSD-2-Clause, BSD-3-Clause, BSD-4-Clause and others';

/** Names that people write and that stand for several texts, or say neither "only" nor "or later". */
const ambiguous: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [bsd]: ['BSD', 'BSD License', 'BSD-style', 'BSD-like', 'The BSD License', 'BSD Licence'],
    'Apache-1.0, Apache-1.1 and Apache-2.0': [
      'Apache',
      'Apache License',
      'Apache Software License',
      'Apache Licence',
      'ASL',
    ],
    'the versions of the GNU General Public License, only or or-later': [
      'GPL',
      'GNU GPL',
      'GNU General Public License',
      'GNU General Public License (GPL)',
      'GPL License',
    ],
    'GPL-2.0-only and GPL-2.0-or-later': [
      'GPLv2',
      'GPL v2',
      'GPL 2',
      'GPL2',
      'GNU GPLv2',
      'GNU GPL v2',
      'GNU General Public License v2 (GPLv2)',
      'GNU General Public License v2.0',
    ],
    'GPL-3.0-only and GPL-3.0-or-later': [
      'GPLv3',
      'GPL v3',
      'GPL 3',
      'GPL3',
      'GNU GPLv3',
      'GNU GPL v3',
      'GNU General Public License v3 (GPLv3)',
      'GNU General Public License v3.0',
    ],
    'the versions of the GNU Lesser General Public License, only or or-later': [
      'LGPL',
      'GNU LGPL',
      'GNU Lesser General Public License',
      'GNU Library or Lesser General Public License (LGPL)',
    ],
    'LGPL-2.1-only and LGPL-2.1-or-later': ['LGPLv2.1', 'LGPL v2.1', 'LGPL 2.1'],
    'LGPL-3.0-only and LGPL-3.0-or-later': [
      'LGPLv3',
      'LGPL v3',
      'LGPL 3',
      'GNU Lesser General Public License v3 (LGPLv3)',
    ],
    'AGPL-3.0-only and AGPL-3.0-or-later': [
      'AGPL',
      'AGPLv3',
      'AGPL v3',
      'GNU AGPLv3',
      'GNU Affero General Public License v3',
    ],
    'MPL-1.0, MPL-1.1 and MPL-2.0': ['MPL', 'Mozilla Public License'],
    'EPL-1.0 and EPL-2.0': ['EPL', 'Eclipse Public License'],
    'the licenses of Creative Commons': ['CC', 'Creative Commons', 'CC-BY', 'CC BY', 'CC-BY-SA', 'CC BY-SA'],
    'the versions of the Artistic License': ['Artistic', 'Artistic License'],
    'BSL-1.0 (Boost) and BUSL-1.1 (Business Source)': ['BSL'],
  }).flatMap(([meanings, names]) => names.map((name) => [plain(name), meanings] as const)),
);
