import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type CheckoutOptions, checkOut } from './checkout.ts';
import {
  type Account,
  actionsBot,
  type Grant,
  type Hosted,
  type Hub,
  type PullRequest,
} from './github/hub.ts';
import { type Api, startApi } from './github/server.ts';
import { type Files, forkRepository, makeRepository, type Repository } from './repository.ts';
import type { Event, Job } from './runner/job.ts';

/** Who does what in the scenarios. */
export const people = {
  maintainer: { login: 'maintainer', id: 1001, type: 'User' },
  contributor: { login: 'contributor', id: 2002, type: 'User' },
} as const satisfies Readonly<Record<string, Account>>;

/** What the token of a workflow may do when the workflow asks for what the comment needs. */
const usual: Grant['permissions'] = { contents: 'read', pull_requests: 'write' };
/** What GitHub leaves of it for a pull request from a fork. */
export const readOnly: Grant['permissions'] = { contents: 'read', issues: 'read', pull_requests: 'read' };

/** How a pull request is made. */
export interface Proposal {
  readonly files: Files;
  readonly title?: string;
  readonly branch?: string;
  /** The owner of the fork that it comes from. */
  readonly fork?: string;
  /** The commit of the base that the branch starts at; the tip if not given. */
  readonly from?: string;
}

interface JobOptions extends Partial<Pick<Job, 'token' | 'env'>> {
  /** The id of the job in its workflow. */
  readonly name?: string;
}

/** GitHub with its repositories, for the tests of one file. */
export class World {
  readonly temp = mkdtempSync(join(tmpdir(), 'fineprint-world-'));
  readonly hub: Hub = { repositories: new Map(), grants: new Map(), maxTreeEntries: 100_000 };
  #api: Api | null = null;

  get api(): Api {
    if (this.#api === null) throw new Error('The API is not started.');
    return this.#api;
  }

  async start(): Promise<void> {
    this.#api = await startApi(this.hub);
  }

  async stop(): Promise<void> {
    await this.#api?.close();
    rmSync(this.temp, { recursive: true, force: true });
  }

  /** A repository of an organisation with one commit on `main`. */
  host(files: Files, { isPrivate = false } = {}): Hosted {
    const id = 5001 + this.hub.repositories.size;
    const repository = makeRepository(join(this.temp, 'hosted'), `acme/shop-${id}`);
    repository.commit('main', files);
    const owner: Account = { login: 'acme', id: 77, type: 'Organization' };
    return this.#add({ repository, id, owner, isPrivate, pulls: new Map(), comments: [], snapshots: [] });
  }

  /** A pull request to `main`, with the refs that GitHub makes for it. */
  propose(to: Hosted, { files, title = 'Change', branch = 'feature', fork, from }: Proposal): PullRequest {
    const { repository } = to;
    const head = fork === undefined ? repository : this.#fork(to, fork);
    const sha = head.commit(branch, files, { from: from ?? repository.git('rev-parse', 'refs/heads/main') });
    const number = to.pulls.size + 1;
    const author = fork === undefined ? people.maintainer : people.contributor;
    const pull = { number, title, author, head: { repository: head, branch, sha } };
    return this.#refresh(to, pull);
  }

  /** Commits once more to the branch of a pull request. */
  synchronize(to: Hosted, { head, ...pull }: PullRequest, files: Files): PullRequest {
    const sha = head.repository.commit(head.branch, files);
    return this.#refresh(to, { ...pull, head: { ...head, sha } });
  }

  /** Makes head and merge commit of a pull request as they are after a change of it or of its base. */
  #refresh(to: Hosted, pull: Omit<PullRequest, 'base' | 'mergeSha'>): PullRequest {
    const { repository } = to;
    const { head, number } = pull;
    const base = repository.git('rev-parse', 'refs/heads/main');
    repository.git('fetch', '--quiet', head.repository.directory, `+${head.sha}:refs/pull/${number}/head`);
    const mergeSha = mergeCommit(repository, base, head.sha);
    repository.git('update-ref', `refs/pull/${number}/merge`, mergeSha);
    const made = { ...pull, base: { branch: 'main', sha: base }, mergeSha };
    to.pulls.set(number, made);
    return made;
  }

  #fork(of: Hosted, owner: string): Repository {
    const name = `${owner}/${of.repository.name.split('/')[1]}`;
    const known = this.hub.repositories.get(name.toLowerCase());
    if (known) return known.repository;
    const repository = forkRepository(join(this.temp, 'hosted'), of.repository, name);
    const id = 5001 + this.hub.repositories.size;
    const account: Account = { login: owner, id: id + 1000, type: 'User' };
    const { isPrivate } = of;
    this.#add({ repository, id, owner: account, isPrivate, pulls: new Map(), comments: [], snapshots: [] });
    return repository;
  }

  #add(hosted: Hosted): Hosted {
    this.hub.repositories.set(hosted.repository.name.toLowerCase(), hosted);
    return hosted;
  }

  /** A token of a workflow, or of whom is named. */
  token(
    permissions = usual,
    whose: Pick<Grant, 'is' | 'account'> = { is: 'installation', account: actionsBot },
  ): string {
    const token = `ghs_${String(this.hub.grants.size).padStart(4, '0')}${'canary7Kq2mZx9'.repeat(3)}`;
    this.hub.grants.set(token, { ...whose, permissions });
    return token;
  }

  /** A job on a machine of its own, whose workspace `actions/checkout` has made. */
  job(
    { repository, id, owner }: Hosted,
    event: Event,
    { token = this.token(), env = {}, name = 'licenses', ...checkout }: CheckoutOptions & JobOptions = {},
  ): Job {
    const temp = mkdtempSync(join(this.temp, 'job-'));
    const workspace = join(temp, 'work', 'shop');
    checkOut(repository, event, workspace, checkout);
    const names = { name: repository.name, id, ownerId: owner.id };
    return { event, repository: names, workspace, temp, apiUrl: this.api.url, token, env, id: name };
  }
}

/** The commit that GitHub makes to test a merge; a conflict throws. */
function mergeCommit(repository: Repository, base: string, head: string): string {
  const [tree = ''] = repository.git('merge-tree', '--write-tree', base, head).split('\n');
  return repository.git('commit-tree', tree, '-p', base, '-p', head, '-m', `Merge ${head} into ${base}`);
}

/** A world for the tests of a file; after each of them, all requests must have been as GitHub wants them. */
export function useWorld(): World {
  const world = new World();
  beforeAll(() => world.start());
  afterEach(() => {
    world.api.failing.length = 0;
    expect(world.api.violations.splice(0)).toEqual([]);
  });
  afterAll(() => world.stop());
  return world;
}
