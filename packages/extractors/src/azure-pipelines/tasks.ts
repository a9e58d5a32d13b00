import {
  embeddedScript,
  type FileProblem,
  get,
  mappedScript,
  plainCommands,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  scalarReference,
  scalarText,
  slotsAt,
  unresolvedPart,
  writtenScalar,
} from '@fineprint/core';
import { readDeployed } from './deployed.ts';
import { filled, type Values } from './values.ts';

const form = /^(?<name>[^@\s]+)@(?<version>\S+)$/d;

/** Reads a task, `Name@2`, whose newest release of that major version runs; and the tool whose version it installs. */
export function* readTask(
  site: ReferenceSite,
  task: ScalarNode,
  step: Resolved,
  values: Values,
): Iterable<ReferenceFact | FileProblem> {
  const reference = scalarReference(task);
  const match = form.exec(task.text);
  const name = match?.groups?.name ?? task.text;
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  const version = match?.groups?.version;
  const at = { ...site, address: `${site.address}/tasks.${name}` };
  yield referenceFact(at, reference, {
    kind: 'azure-task',
    name,
    request: version ? { is: 'version', text: version } : { is: 'nothing' },
    ...unresolvedPart('name', reference.resolved),
    slots: version ? slotsAt(site.file, 'version', reference.resolved, { start, end }) : [],
  });
  yield* readInputs(at, name, get(step, 'inputs'), values);
}

// What tasks install, and the input that says which version: https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/
const tools: ReadonlyMap<string, readonly [tool: string, input: string]> = new Map([
  ['nodetool', ['node', 'versionSpec']],
  ['usenode', ['node', 'version']],
  ['usepythonversion', ['python', 'versionSpec']],
  ['userubyversion', ['ruby', 'versionSpec']],
  ['usedotnet', ['dotnet', 'version']],
  ['gotool', ['go', 'version']],
  ['javatoolinstaller', ['java', 'versionSpec']],
  ['helminstaller', ['helm', 'helmVersionToInstall']],
  ['kubectlinstaller', ['kubectl', 'kubectlVersion']],
  ['dockerinstaller', ['docker', 'dockerVersion']],
  ['terraforminstaller', ['terraform', 'terraformVersion']],
  ['nugettoolinstaller', ['nuget', 'versionSpec']],
]);
const scriptTasks: ReadonlySet<string> = new Set(['bash', 'shellscript', 'cmdline', 'azurecli']);

function* readInputs(
  site: ReferenceSite,
  task: string,
  inputs: Resolved | undefined,
  values: Values,
): Iterable<ReferenceFact | FileProblem> {
  if (!inputs) return;
  const id = task.slice(task.lastIndexOf('.') + 1).toLowerCase();
  const [tool, input] = tools.get(id) ?? [];
  const version = input === undefined ? undefined : writtenScalar(inputs, input);
  if (tool !== undefined && version)
    for (const reference of filled(site.file, version, values)) yield toolFact(site, tool, reference);
  const script = writtenScalar(inputs, 'script') ?? writtenScalar(inputs, 'inlineScript');
  if (script && scriptTasks.has(id)) yield* embeddedScript(site, [script], { expression });
  else if (script && id === 'powershell')
    yield* mappedScript(site, plainCommands(scalarText(site.file.text, script)));
  yield* readDeployed(site, id, inputs, values);
}

const expression = /\$\{\{[^{}\n]{0,500}\}\}|\$\([\w.]{1,200}\)/g;

function toolFact(site: ReferenceSite, tool: string, reference: Reference): ReferenceFact {
  const { text } = reference.resolved;
  return referenceFact(site, reference, {
    kind: 'tool',
    name: tool,
    request: { is: /\d/.test(text) ? 'version' : 'tag', text },
    ...unresolvedPart('version', reference.resolved),
    slots: slotsAt(site.file, 'version', reference.resolved, { start: 0, end: text.length }),
  });
}
