import * as z from 'zod';

/** Looks into the documents of reports, within a budget of memory and time: they may be as large as an upload may be. */
export interface Documents {
  /** Works out what changed between two reports, and keeps it in the store; throws an `ApiProblem` where it cannot. */
  compare(pair: Pair): Promise<void>;
  /** Works out what the licences of a report ask of its owner, and keeps it in the store; throws an `ApiProblem` where it cannot. */
  checklist(of: JudgedReport): Promise<void>;
  /** What uses what around one node of a report's graph; `null` where it has no such node. Throws an `ApiProblem`. */
  around(reportId: number, at: string | null, most: number): Promise<Surroundings | null>;
  stop(): void;
}

/** Two reports, and by what they are judged. */
export interface Pair {
  readonly beforeId: number;
  readonly afterId: number;
  readonly judgedBy: string;
}

/** A report, and by what its licences are judged. */
export interface JudgedReport {
  readonly reportId: number;
  readonly judgedBy: string;
}

const neighbour = z.object({
  /** What it is asked for by. */
  id: z.string(),
  label: z.string(),
  about: z.string(),
  /** Class of its licence; `null` for parts of the repository. */
  class: z.string().nullable(),
  /** How many others it uses. */
  uses: z.int(),
});
export type Neighbour = z.infer<typeof neighbour>;

/** How many there are, and the first of them. */
const neighbours = z.object({ count: z.int(), items: z.array(neighbour) });
export type Neighbours = z.infer<typeof neighbours>;

/** A node of a graph with its neighbours. */
export const surroundingsSchema = z.object({
  isRoot: z.boolean(),
  node: neighbour,
  usedBy: neighbours,
  uses: neighbours,
  /** Whether what the node needs is known to be listed in full, in part, or not at all. */
  knowledge: z.enum(['all', 'some', 'none']),
});
export type Surroundings = z.infer<typeof surroundingsSchema>;

/** What is asked of whoever reads documents. */
export type Question =
  | ({ readonly is: 'compare' } & Pair)
  | ({ readonly is: 'checklist' } & JudgedReport)
  | { readonly is: 'around'; readonly reportId: number; readonly at: string | null; readonly most: number };

/** What is answered: a refusal is a sentence for whoever asked, a failure one for whoever runs the server. */
export const replySchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('done'), around: surroundingsSchema.nullable() }),
  z.object({ is: z.literal('refused'), why: z.string() }),
  z.object({ is: z.literal('failed'), why: z.string() }),
]);
export type Reply = z.infer<typeof replySchema>;
