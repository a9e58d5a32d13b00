import type { LicenseClass } from '@fineprint/core';
import type { Licenses } from '@fineprint/licenses';
import { hang } from '@fineprint/report';
import type { ExplanationLook } from './license.ts';

const meanings: Readonly<Record<LicenseClass, string>> = {
  'public-domain': 'Its authors keep no rights: everything is allowed and nothing is asked.',
  permissive: 'Everything is allowed; copies carry notices at most.',
  'weak-copyleft':
    'Changes of the thing itself stay under its licence; what is built with it does not have to.',
  'strong-copyleft': 'What is passed on together with it stands under its licence as a whole.',
  'network-copyleft': 'As strong copyleft, and whoever is served over a network may ask for the source.',
  'source-available': 'The source can be read; some uses are not allowed, such as a competing service.',
  'non-commercial': 'Commercial use is not allowed.',
  proprietary: 'Terms of a vendor hold.',
  unstated: 'Nobody has said what kind of terms these are.',
};

/** Explains a class of licences: what it means, and which are in it. */
export function* classLines(
  name: LicenseClass,
  known: Licenses,
  { ink, width }: ExplanationLook,
): Iterable<string> {
  const members = [...known.classes().byId.values()].filter((one) => one.class === name);
  yield ink.bold(name);
  yield `  ${hang(meanings[name], width, 2)}`;
  yield `  ${ink.dim(`${members.length} licences; each says who put it here: "fineprint explain LICENSE"`)}`;
  yield `  ${hang(members.map(({ id }) => id).join(', '), width, 2)}`;
}
