import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What started a workflow: its name, its payload, and the refs that the runner derives from them. */
export interface Event {
  readonly name: string;
  readonly payload: unknown;
  readonly ref: string;
  readonly sha: string;
  /** Only for pull requests: the names of the two branches. */
  readonly headRef?: string;
  readonly baseRef?: string;
  readonly actor: string;
}

/** A job of a workflow, on one machine with one workspace. */
export interface Job {
  readonly event: Event;
  readonly repository: { readonly name: string; readonly id: number; readonly ownerId: number };
  readonly workspace: string;
  readonly temp: string;
  readonly apiUrl: string;
  readonly token: string;
  /** The id of the job in its workflow; `licenses` if not given. */
  readonly id?: string;
  /** How long the API is waited for, in process; as long as users wait if not given. */
  readonly answerMs?: number;
  /** The `env` of the workflow. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Environment {
  readonly env: Readonly<Record<string, string>>;
  readonly contexts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The environment of a step, with every variable that GitHub documents for it and no other
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables), and the contexts that they come from.
 */
export function jobEnvironment(
  job: Job,
  directory: string,
  files: Readonly<Record<string, string>>,
): Environment {
  const temp = join(directory, '_temp');
  mkdirSync(temp, { recursive: true });
  const eventPath = join(directory, 'event.json');
  writeFileSync(eventPath, JSON.stringify(job.event.payload));
  const github = { ...githubContext(job, eventPath), ...files };
  const runner = {
    name: 'GitHub Actions 1',
    os: 'Linux',
    arch: 'X64',
    environment: 'github-hosted',
    temp,
    tool_cache: join(directory, 'tool-cache'),
    workspace: join(job.workspace, '..'),
  };
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: directory,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    // Of the runner's own services, which have nothing to do with the API.
    ACTIONS_RUNTIME_URL: 'https://pipelines.invalid/',
    ACTIONS_RUNTIME_TOKEN: 'runtime-token-5f2c81',
    ...prefixed('GITHUB_', github),
    ...prefixed('RUNNER_', runner),
    ...job.env,
  };
  // The token is in the context, and in no variable of its own.
  return { env, contexts: { github: { ...github, token: job.token }, runner } };
}

function githubContext({ event, repository, workspace, apiUrl, id = 'licenses' }: Job, eventPath: string) {
  const [owner = ''] = repository.name.split('/');
  return {
    action: '__self',
    action_path: '',
    actor: event.actor,
    actor_id: '1001',
    api_url: apiUrl,
    base_ref: event.baseRef ?? '',
    event_name: event.name,
    event_path: eventPath,
    graphql_url: `${apiUrl}/graphql`,
    head_ref: event.headRef ?? '',
    job: id,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_protected: 'false',
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: repository.name,
    repository_id: String(repository.id),
    repository_owner: owner,
    repository_owner_id: String(repository.ownerId),
    retention_days: '90',
    run_attempt: '1',
    run_id: '7001',
    run_number: '12',
    server_url: 'https://github.com',
    sha: event.sha,
    triggering_actor: event.actor,
    workflow: 'Licences',
    workflow_ref: `${repository.name}/.github/workflows/licences.yml@${event.ref}`,
    workflow_sha: event.sha,
    workspace,
  };
}

function prefixed(prefix: string, context: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [`${prefix}${name.toUpperCase()}`, value]),
  );
}
