import * as z from 'zod';

/** What went wrong, as RFC 9457 has it; `type` is a name that stays, `detail` a sentence for this time. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Of a request that has not its form: where, and what is expected there. */
  issues: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;

/** Every error that the API answers, by its type. */
export const problems = {
  'bad-request': { status: 400, title: 'The request does not have the form that is expected.' },
  unauthenticated: { status: 401, title: 'Nobody is known by what the request shows.' },
  forbidden: { status: 403, title: 'That may not be done with this token or account.' },
  'not-found': { status: 404, title: 'There is no such thing.' },
  conflict: { status: 409, title: 'Somebody else changed it meanwhile.' },
  'too-slow': { status: 408, title: 'The request came too slowly.' },
  'too-large': { status: 413, title: 'That is more than is taken at once.' },
  'headers-too-large': { status: 431, title: 'The headers are too large.' },
  'unsupported-form': { status: 415, title: 'That form is not read.' },
  'too-many-requests': { status: 429, title: 'There were too many requests.' },
  defect: { status: 500, title: 'Fineprint failed.' },
  unavailable: { status: 503, title: 'That cannot be done now.' },
  'took-too-long': { status: 504, title: 'The answer would take too long: ask for less.' },
} as const;
export type ProblemType = keyof typeof problems;

/** An answer other than the one that was asked for; the API gives it as a problem document. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly type: ProblemType;
  readonly more: Partial<Pick<ProblemDocument, 'issues'>>;

  constructor(type: ProblemType, detail: string, more: Partial<Pick<ProblemDocument, 'issues'>> = {}) {
    super(detail);
    this.type = type;
    this.more = more;
  }

  document(): ProblemDocument {
    return { type: this.type, ...problems[this.type], detail: this.message, ...this.more };
  }
}
