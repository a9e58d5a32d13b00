import type { Rewrite } from './words.ts';

/** Variants of words that the guidelines hold to be equal, and the slots of templates where a holder is named. */
export const spellings: readonly Rewrite[] = [
  [/\ball rights reserved\b/g, ''],
  [/\blicence(s|d)?\b/g, 'license$1'],
  [/\bsub licens(e|ed|es|ing|able)\b/g, 'sublicens$1'],
  [/\bnon (infringement|commercial|exclusive|transferable)\b/g, 'non$1'],
  [/\bcopyright owner(s?)\b/g, 'copyright holder$1'],
  [/\b(acknowledg|judg)ement/g, '$1ment'],
  [/\b(author|organ|recogn|util|capital)is(e|ed|es|ing|ation|ations)\b/g, '$1iz$2'],
  [/\bmerchantibility\b/g, 'merchantability'],
  [/\b(emphas|initial|maxim|optim|real|categor)is(e|ed|es|ing|ation|ations)\b/g, '$1iz$2'],
  [/\b(cent)re\b/g, '$1er'],
  [/\b(fav|lab)our(s|ed|able)?\b/g, '$1or$2'],
  [/\bfulfil\b/g, 'fulfill'],
  [/\bprogramme(s?)\b/g, 'program$1'],
  [/\bwhilst\b/g, 'while'],
  [/\bper cent\b/g, 'percent'],
  [/\bhttps\b/g, 'http'],
  [/\bwww\b/g, ''],
  [/\b(?:51 franklin st(?:reet)?|59 temple place|675 mass ave)\b[a-z0-9 ]{0,60}? usa\b/g, ''],
  [/\bfree software foundation inc\b/g, 'free software foundation'],
  [
    /\bnames? of (?:(?!not )\S+ ){1,14}?may not be used to endorse or promote\b/g,
    'name of holder may not be used to endorse or promote',
  ],
  [/\bgnu library (general public license instead)\b/g, 'gnu lesser $1'],
  [
    /\bneither (?:\S+ ){1,30}?may be used to endorse or promote\b/g,
    'neither the name of holder nor contributors may be used to endorse or promote',
  ],
  [
    /\bthe name of holder may not be used to endorse or promote\b/g,
    'neither the name of holder nor contributors may be used to endorse or promote',
  ],
  [/\b(software is provided) by (?:(?!not )\S+ ){1,14}?as is\b/g, '$1 by holder as is'],
  [/\b(provided as is and) (?:(?!not )\S+ ){1,14}?disclaims?\b/g, '$1 holder disclaims'],
  [/\bin no event (shall|will) (?:(?!not )\S+ ){1,20}?be liable\b/g, 'in no event $1 holder be liable'],
];
