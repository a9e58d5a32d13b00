import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parse as parseHcl } from '@cdktn/hcl2json';
import { DockerfileParser } from 'dockerfile-ast';
import { parseAllDocuments } from 'yaml';

/** What a parser that is not ours makes of a file: its leaves by their path, or `null` where it does not take the file. */
export async function leavesOf(path: string, text: string): Promise<ReadonlyMap<string, string> | null> {
  if (/\.(?:ya?ml|json)$/.test(path)) return leavesOfYaml(text);
  if (/\.(?:tf|hcl)$/.test(path)) return leavesOfHcl(path, text);
  return /(?:^|\/)(?:Dockerfile|Containerfile)/.test(path) ? leavesOfDockerfile(text) : null;
}

/** What GitHub's own parser has against a workflow; nothing where the file is none. */
export function workflowErrors(path: string, content: string): readonly string[] {
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return [];
  const { context } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ rawMessage }) => rawMessage);
}

function leavesOfYaml(text: string): ReadonlyMap<string, string> | null {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
  const values = documents.map((document) => document.toJS({ maxAliasCount: -1 }) as unknown);
  return new Map(leaves(values, ''));
}

async function leavesOfHcl(path: string, text: string): Promise<ReadonlyMap<string, string> | null> {
  try {
    return new Map(leaves(await parseHcl(path, text), ''));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return null;
  }
}

function leavesOfDockerfile(text: string): ReadonlyMap<string, string> {
  const instructions = DockerfileParser.parse(text).getInstructions();
  return new Map(
    instructions.map((each, index) => [`${index}/${each.getKeyword()}`, each.getArgumentsContent() ?? '']),
  );
}

function* leaves(value: unknown, path: string): Iterable<readonly [string, string]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, String(value)];
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${path}/${key}`);
}
