/** A rule of the policy cannot be asked about a subject: a limit was hit, or a value makes no sense. It becomes a problem. */
export class RuleUnanswered extends Error {
  override readonly name = 'RuleUnanswered';
}
