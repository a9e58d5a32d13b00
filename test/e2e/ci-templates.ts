import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

/** Where the templates lie that the project gives to others. */
export const templates = join(import.meta.dirname, '../../packages/cli/ci');

/** A platform's template, and the shell text in it that a runner would run. */
export interface Template {
  readonly platform: string;
  readonly shell: 'sh' | 'bash';
  readonly script: string;
}

/** The scripts of all templates; throws where a template has lost its form. */
export function templateScripts(): readonly Template[] {
  return [
    { platform: 'gitlab', shell: 'sh', script: gitlabScript('gitlab/fineprint.gitlab-ci.yml') },
    { platform: 'gitlab component', shell: 'sh', script: gitlabScript('gitlab/templates/fineprint.yml') },
    { platform: 'azure-pipelines', shell: 'bash', script: azureScript() },
    { platform: 'jenkins', shell: 'sh', script: jenkinsScript() },
    { platform: 'circleci', shell: 'bash', script: circleScript() },
  ];
}

/** The documents of a template in YAML, its scalars by one of its schemas. */
export function documentsOf(path: string, schema: 'core' | 'failsafe' = 'core'): readonly unknown[] {
  return parseAllDocuments(readFileSync(join(templates, path), 'utf8'), { schema }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  });
}

function gitlabScript(path: string): string {
  const job = z.looseObject({ fineprint: z.looseObject({ script: z.array(z.string()) }) });
  return job.parse(documentsOf(path).at(-1)).fineprint.script.join('\n');
}

function azureScript(): string {
  const step = z.looseObject({ bash: z.optional(z.string()) });
  const schema = z.looseObject({ jobs: z.tuple([z.looseObject({ steps: z.array(step) })]) });
  return onlyText(
    schema.parse(documentsOf('azure-pipelines/fineprint.yml')[0]).jobs[0].steps.map(({ bash }) => bash),
  );
}

function circleScript(): string {
  const step = z.looseObject({ run: z.optional(z.looseObject({ command: z.string() })) });
  const schema = z.looseObject({ jobs: z.looseObject({ scan: z.looseObject({ steps: z.array(step) }) }) });
  const { steps } = schema.parse(documentsOf('circleci/orb.yml')[0]).jobs.scan;
  return onlyText(steps.map(({ run }) => run?.command));
}

/** Groovy joins lines at a backslash; other escapes would mean other things to it than to a shell. */
function jenkinsScript(): string {
  const text = readFileSync(join(templates, 'jenkins/Jenkinsfile'), 'utf8');
  const scripts = [...text.matchAll(/\bsh '''\n(?<script>(?:[^\\']|\\\n)+)'''/g)];
  return onlyText(scripts.map(({ groups }) => groups?.script?.replaceAll('\\\n', '')));
}

function onlyText(texts: readonly (string | undefined)[]): string {
  const [only, ...others] = texts.filter((text) => text !== undefined);
  if (only === undefined || others.length > 0) throw new Error('A template has one script.');
  return only;
}
