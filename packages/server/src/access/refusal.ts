import { ApiProblem } from '../api/problem.ts';

/** Why somebody was not let in, as the audit log has it; a sentence for each tells who asked. */
export const refusals = {
  'token-malformed': 'The token does not have the form of one of a CI job.',
  'issuer-not-trusted': 'The issuer of the token is none that this server knows.',
  'algorithm-not-allowed': 'The token is not signed by RS256 or ES256.',
  'key-unknown': 'The issuer has no such key as the token is signed with.',
  'keys-unavailable': 'The keys of the issuer cannot be fetched now: ask again with a new token.',
  'signature-wrong': 'The signature of the token is wrong.',
  'token-expired': 'The token has expired.',
  'token-not-yet-valid': 'The token is not valid yet.',
  'audience-wrong': 'The token is for another audience than the address of this server.',
  'claim-missing': 'The token does not say what the token of a CI job says.',
  'token-shown-before': 'The token was shown before: each upload needs a new one.',
  'upload-only': 'A CI job may send reports with its token, and do nothing else.',
  'repository-not-trusted': 'No administrator of this server trusts the repository, or its owner, by its id.',
  'project-ambiguous': 'The repository may write several projects: name the one that is meant.',
  'project-not-own': 'The repository may not write that project.',
  'project-of-another-repository': 'The project belongs to another repository, which has or had this name.',
  'project-in-another-group': 'The project belongs to a group that the trust in the repository is not for.',
  'channel-not-own': 'That channel is not one that the ref and the event of the job may write.',
  'event-not-taken': 'Reports of jobs of that event go to a channel "pr/<number>", which has to be named.',
  'attempt-unknown': 'That log-in was not begun in this browser, or too long ago.',
  'consent-denied': 'The identity provider was told not to let you in here.',
  'issuer-mixed-up': 'The answer is not one of the identity provider that was asked.',
  'answer-not-taken': 'The identity provider does not stand by its answer.',
  'not-invited': 'You are known, but nobody has invited you yet.',
  'link-not-valid': 'This link was used already, or is too old.',
  'no-role': 'You are known, but none of your groups has a role here.',
  'let-in-no-more': 'You are let in no more.',
} as const;
export type Reason = keyof typeof refusals;

/** Somebody who was not let in, with the reason that the audit log is told. */
export class Refusal extends ApiProblem {
  readonly reason: Reason;
  /** What is known of who asked; nothing of it need be proven. */
  readonly said: Readonly<Record<string, string>>;

  constructor(
    reason: Reason,
    type: 'unauthenticated' | 'forbidden',
    { said = {}, cause }: { readonly said?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(type, refusals[reason]);
    this.reason = reason;
    this.said = said;
    if (cause !== undefined) this.cause = cause;
  }
}
