import type { Repository } from '../repository.ts';

/** A person, a bot or an organisation. */
export interface Account {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization';
}

/** Whose comments the token of a workflow writes. */
export const actionsBot: Account = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' };

export type Permission = 'contents' | 'issues' | 'pull_requests';

/** What a token may do. One of a workflow or an app is an installation's: it acts as a bot and is no user. */
export interface Grant {
  readonly is: 'installation' | 'user';
  readonly account: Account;
  readonly permissions: Readonly<Partial<Record<Permission, 'read' | 'write'>>>;
}

/** A comment on an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Account;
  /** The app that wrote it, by its short name. */
  readonly app: string | null;
  body: string;
  edits: number;
}

/** A pull request, whose merge commit is at `refs/pull/<number>/merge`. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly author: Account;
  readonly head: { readonly repository: Repository; readonly branch: string; readonly sha: string };
  readonly base: { readonly branch: string; readonly sha: string };
  readonly mergeSha: string;
}

/** A repository with what GitHub knows of it beside its commits. */
export interface Hosted {
  readonly repository: Repository;
  readonly id: number;
  readonly owner: Account;
  readonly isPrivate: boolean;
  readonly pulls: Map<number, PullRequest>;
  readonly comments: Comment[];
  readonly snapshots: unknown[];
}

/** Everything that the double holds. */
export interface Hub {
  readonly repositories: Map<string, Hosted>;
  readonly grants: Map<string, Grant>;
  /** Entries after which a recursive listing of a tree is cut; GitHub's is 100,000. */
  maxTreeEntries: number;
}

/** The most characters of a comment. GitHub says "characters"; UTF-16 units are its strictest reading. */
export const maxCommentLength = 65_536;
