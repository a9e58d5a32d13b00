import type { Usage } from '@fineprint/core';

/** What has to happen before a license asks something of somebody. */
export type Occasion =
  | 'copies'
  | 'changed-copies'
  | 'network'
  | 'service'
  | 'publicity'
  | 'production'
  | 'any-use';

/** The occasions in the order in which they are told, each with its words and the usages in which it can arise. */
export const occasions: Readonly<
  Record<Occasion, { readonly when: string; readonly usages: readonly Usage[] }>
> = {
  copies: { when: 'when copies are passed on', usages: ['distributed'] },
  'changed-copies': { when: 'when changed copies are passed on', usages: ['distributed'] },
  network: { when: 'when others use it over a network', usages: ['distributed', 'deployed'] },
  service: { when: 'when it is offered to others as a service', usages: ['distributed', 'deployed'] },
  publicity: { when: 'when what holds it is named in public', usages: ['distributed', 'deployed'] },
  production: {
    when: 'when it is used in production',
    usages: ['distributed', 'deployed', 'build', 'ci'],
  },
  'any-use': {
    when: 'in any use',
    usages: ['distributed', 'deployed', 'build', 'ci', 'development'],
  },
};

/** Everything that a license can ask, in the order in which it is told. A limit of what is granted counts too. */
export const obligations = {
  'license-text': { occasion: 'copies', says: 'Pass the text of the licence on.' },
  notices: { occasion: 'copies', says: 'Keep the copyright notices.' },
  'notices-in-source': {
    occasion: 'copies',
    says: 'Keep the licence and the copyright notices in copies of the source; binaries need none.',
  },
  'notice-file': { occasion: 'copies', says: 'Pass on what its NOTICE file says.' },
  acknowledgement: { occasion: 'copies', says: 'Name the authors in the documentation that goes with it.' },
  source: { occasion: 'copies', says: 'Give the source code to everybody who gets a copy.' },
  'not-sold': { occasion: 'copies', says: 'Do not take money for it.' },
  'state-changes': { occasion: 'changed-copies', says: 'Say that it was changed.' },
  'other-name': { occasion: 'changed-copies', says: 'Give a changed version another name.' },
  invariants: { occasion: 'changed-copies', says: 'Leave its invariant sections as they are.' },
  branding: { occasion: 'changed-copies', says: 'Leave its name and logo where they are.' },
  'same-license': {
    occasion: 'changed-copies',
    says: 'License what is changed, and what it became part of, under the same licence as a whole.',
  },
  'same-license-library': {
    occasion: 'changed-copies',
    says: 'License changes of the library under the same licence; a program that links to it may have another.',
  },
  'same-license-files': {
    occasion: 'changed-copies',
    says: 'License changed files under the same licence; files beside them may have another.',
  },
  'no-changed-copies': { occasion: 'changed-copies', says: 'Do not pass on changed versions.' },
  'network-source': {
    occasion: 'network',
    says: 'Offer users of a changed version its source code.',
  },
  'service-source': {
    occasion: 'service',
    says: 'Publish the source code of the whole service under the same licence.',
  },
  'no-competing-offer': {
    occasion: 'service',
    says: 'Do not offer it, hosted or in competition with its licensor, to others.',
  },
  'no-endorsement': { occasion: 'publicity', says: 'Do not advertise with the names of its authors.' },
  advertising: { occasion: 'publicity', says: 'Name the authors in advertising that mentions it.' },
  'no-trademarks': { occasion: 'publicity', says: 'It gives no right to use its trademarks.' },
  'production-terms': {
    occasion: 'production',
    says: 'Use it in production only as its additional use grant allows, until its change date.',
  },
  noncommercial: { occasion: 'any-use', says: 'Do not use it commercially.' },
  'use-restrictions': { occasion: 'any-use', says: 'It forbids some uses or users: read which.' },
  'license-key': { occasion: 'any-use', says: 'Do not work around its licence keys.' },
  'vendor-terms': { occasion: 'any-use', says: 'Terms of the vendor hold: read them.' },
  'patent-retaliation': {
    occasion: 'any-use',
    says: 'Whoever sues over patents in it loses rights that it gives.',
  },
  'no-patents': { occasion: 'any-use', says: 'It gives no rights in patents.' },
} as const satisfies Readonly<Record<string, { readonly occasion: Occasion; readonly says: string }>>;

export type ObligationId = keyof typeof obligations;

/** The ids of all obligations, in the order in which they are told. */
export const obligationIds = Object.keys(obligations) as readonly ObligationId[];

/** The usages in which each obligation can arise. */
export const obligationUsages: Readonly<Record<string, readonly Usage[]>> = Object.fromEntries(
  obligationIds.map((id) => [id, occasions[obligations[id].occasion].usages]),
);
