import type { Words } from './words.ts';

// How to apply a license lies between fixed words, at its end. Between them are names, and what the license says of itself.
const passages: readonly RegExp[] = [
  /\bappendix how to apply the apache license to your work\b.{0,1500}?\blimitations under the license\b/g,
  /\bhow to apply these terms to your new programs\b.{0,3500}?\b(?:instead of this license(?: but first please read http gnu org(?: licenses| philosophy)? why not lgpl html)?|gnu agpl see http gnu org licenses|president of vice(?! this general public))/g,
  /\bhow to apply these terms to your new libraries\b.{0,3500}?\bthat s all there is to it\b/g,
  /\bend of terms and conditions\b/g,
  /(?<=. )licensed under the apache license version 2 0 the license you may not use this file\b.{0,600}?\blimitations under the license$/g,
];

/** The words without those that tell how to apply the license, which are no part of it; what somebody wrote among these stays. */
export function withoutInstructions(words: Words): Words {
  const joined = words.words.join(' ');
  const found = passages.flatMap((passage) => [...joined.matchAll(passage)]);
  if (found.length === 0) return words;
  const isLeft = new Uint8Array(words.words.length).fill(1);
  const placeAt = placesOf(words.words);
  for (const { 0: passage, index } of found) {
    const first = placeAt.get(index) ?? 0;
    for (const [place, isAdded] of addedTo(passage.split(' ')).entries())
      isLeft[first + place] = isAdded ? 1 : 0;
  }
  const left = (_: unknown, place: number) => isLeft[place] === 1;
  return {
    words: words.words.filter(left),
    starts: words.starts.filter(left),
    ends: words.ends.filter(left),
  };
}

/** The place of each word by where it begins when they are written one space apart. */
function placesOf(words: readonly string[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let at = 0;
  for (const [place, word] of words.entries()) {
    places.set(at, place);
    at += word.length + 1;
  }
  return places;
}

/** Of each word of a passage, whether it belongs to something that its license does not say and that is no name. */
function addedTo(words: readonly string[]): readonly boolean[] {
  const isKnown = new Uint8Array(words.length);
  for (let place = 0; place + length <= words.length; place += 1)
    if (known.has(words.slice(place, place + length).join(' '))) isKnown.fill(1, place, place + length);
  const isAdded = words.map(() => false);
  for (let start = 0, end = 0; start < words.length; start = end + 1) {
    end = isKnown.indexOf(1, start);
    if (end === -1) end = words.length;
    if (isAddition(words.slice(start, end))) isAdded.fill(true, start, end);
  }
  return isAdded;
}

// The name of a program and what it does, at most.
const longestName = 24;
// A word or two that somebody wrote otherwise change nothing.
const longestSlip = 3;

function isAddition(words: readonly string[]): boolean {
  return words.length > longestName || (words.length > longestSlip && words.some((word) => rules.has(word)));
}

/** Words by which a license allows and forbids, and which stand in no name. */
const rules: ReadonlySet<string> = new Set(
  `may must shall should can cannot will not no nobody none only except unless without if forbidden prohibited permitted allowed
  granted required restricted restriction restrictions additional condition conditions term terms fee fees pay paid commercial
  commercially noncommercial license licensed licensee agree agreement provided hosted`.split(/\s+/),
);

/** What the licenses of the SPDX list say of how they are applied, as its normalised words. */
const sentences = [
  'appendix how to apply the apache license to your work to apply the apache license to your work attach the following boilerplate notice with the fields enclosed by brackets replaced with your own identifying information don t include the brackets the text should be enclosed in the appropriate comment syntax for the file format we also recommend that a file or class name and description of purpose be included on the same printed page as the copyright notice for easier identification within third party archives licensed under the apache license version 2 0 the license you may not use this file except in compliance with the license you may obtain a copy of the license at http apache org licenses license 2 0 unless required by applicable law or agreed to in writing software distributed under the license is distributed on an as is basis without warranties or conditions of any kind either express or implied see the license for the specific language governing permissions and limitations under the license',
  'how to apply these terms to your new programs if you develop a new program and you want it to be of the greatest possible use to the public the best way to achieve this is to make it free software which everyone can redistribute and change under these terms to do so attach the following notices to the program it is safest to attach them to the start of each source file to most effectively state the exclusion of warranty and each file should have at least the copyright line and a pointer to where the full notice is found one line to give the program s name and a brief idea of what it does copyright year name of author this program is free software you can redistribute it and or modify it under the terms of the gnu general public license as published by the free software foundation either version 3 of the license or at your option any later version this program is distributed in the hope that it will be useful but without any warranty without even the implied warranty of merchantability or fitness for a particular purpose see the gnu general public license for more details you should have received a copy of the gnu general public license along with this program if not see http gnu org licenses also add information on how to contact you by electronic and paper mail if the program does terminal interaction make it output a short notice like this when it starts in an interactive mode program copyright year name of author this program comes with absolutely no warranty for details type show w this is free software and you are welcome to redistribute it under certain conditions type show c for details the hypothetical commands show w and show c should show the appropriate parts of the general public license of course your program s commands might be different for a gui interface you would use an about box you should also get your employer if you work as a programmer or school if any to sign a copyright disclaimer for the program if necessary for more information on this and how to apply and follow the gnu gpl see http gnu org licenses the gnu general public license does not permit incorporating your program into proprietary programs if your program is a subroutine library you may consider it more useful to permit linking proprietary applications with the library if this is what you want to do use the gnu lesser general public license instead of this license but first please read http gnu org licenses why not lgpl html',
  'but first please read http gnu org philosophy why not lgpl html',
  'to be of the greatest possible use to humanity the best way',
  'most effectively convey the exclusion of warranty',
  'to give the program s name and an idea of what it does copyright',
  'either version 1 or at your option any later version either version 2 of the license or at your option',
  'along with this program if not write to the free software foundation also add information on how to contact you',
  'if the program is interactive make it output a short notice like this when it starts in an interactive mode gnomovision version 69 copyright year name of author gnomovision comes with absolutely no warranty for details',
  'of course the commands you use may be called something other than show w and show c they could even be mouse clicks or menu items whatever suits your program you should also get your employer if you work as a programmer or your school if any to sign a copyright disclaimer for the program if necessary here is a sample alter the names yoyodyne inc hereby disclaims all copyright interest in the program gnomovision which makes passes at compilers written by james hacker signature of ty coon 1 april 1989 ty coon president of vice',
  'if necessary here a sample alter the names',
  'in the program gnomovision a program to direct compilers to make passes at assemblers written by james hacker',
  'this general public license does not permit incorporating your program into proprietary programs if your program is a subroutine library you may consider it more useful to permit linking proprietary applications with the library if this is what you want to do use the gnu library general public license instead of this license',
  'under the terms of the gnu affero general public license as published by the free software foundation',
  'see the gnu affero general public license for more details you should have received a copy of the gnu affero general public license along with this program',
  'if your software can interact with users remotely through a computer network you should also make sure that it provides a way for users to get its source for example if your program is a web application its interface could display a source link that leads users to an archive of the code there are many ways you could offer source and different solutions will be better for different programs see section 13 for the specific requirements you should also get your employer',
  'how to apply and follow the gnu agpl see http gnu org licenses',
  'how to apply these terms to your new libraries if you develop a new library and you want it to be of the greatest possible use to the public we recommend making it free software that everyone can redistribute and change you can do so by permitting redistribution under these terms or alternatively under the terms of the ordinary general public license to apply these terms attach the following notices to the library it is safest to attach them to the start of each source file',
  'one line to give the library s name and an idea of what it does copyright year name of author this library is free software you can redistribute it and or modify it under the terms of the gnu lesser general public license as published by the free software foundation either version 2 1 of the license or at your option any later version this library is distributed in the hope',
  'see the gnu lesser general public license for more details you should have received a copy of the gnu lesser general public license along with this library if not write to the free software foundation',
  'under the terms of the gnu library general public license as published by the free software foundation',
  'see the gnu library general public license for more details you should have received a copy of the gnu library general public license along with this library if not',
  'to sign a copyright disclaimer for the library if necessary here is a sample alter the names yoyodyne inc hereby disclaims all copyright interest in the library frob a library for tweaking knobs written by james random hacker signature of ty coon 1 april 1990 ty coon president of vice that s all there is to it',
  'end of terms and conditions',
];

// Four words in a row are no accident; "work as a" is.
const length = 4;

const known: ReadonlySet<string> = new Set(
  sentences.flatMap((sentence) => {
    const words = sentence.split(' ');
    return words.slice(length - 1).map((_, place) => words.slice(place, place + length).join(' '));
  }),
);
