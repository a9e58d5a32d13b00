import { isAbsolute, relative } from 'node:path';
import { parseCommand, type WorkflowCommand } from './workflow-command.ts';

/** An annotation as GitHub shows it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** What the runner makes of the lines that a step prints. */
export interface StepLog {
  /** The ten of each level that the runner keeps. */
  readonly annotations: readonly Annotation[];
  /** Annotations that came after the tenth of their level. */
  readonly dropped: number;
  readonly lines: readonly string[];
  /** Outputs by the older command `set-output`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly masks: readonly string[];
  /** Commands that the runner refused; each of them fails the step. */
  readonly refused: readonly string[];
  /** Whether the step left commands stopped. */
  readonly stopped: boolean;
}

const commandNames = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
];

const maxPerLevel = 10;
const maxMessageLength = 4096;

/**
 * Processes the lines of a step as the runner does (actions/runner, `ActionCommandManager.cs`, `ExecutionContext.cs`);
 * `secrets` are masked from the beginning, `workspace` is cut off the paths of files.
 */
export function readLog(lines: Iterable<string>, secrets: readonly string[], workspace: string): StepLog {
  const runner = new CommandRunner(secrets, workspace);
  for (const line of lines) runner.read(line);
  return runner;
}

class CommandRunner implements StepLog {
  readonly annotations: Annotation[] = [];
  dropped = 0;
  readonly lines: string[] = [];
  readonly outputs: Record<string, string> = {};
  readonly masks: string[];
  readonly refused: string[] = [];
  readonly #workspace: string;
  readonly #registered = new Set(commandNames);
  #stopToken: string | null = null;

  constructor(secrets: readonly string[], workspace: string) {
    this.masks = [...secrets];
    this.#workspace = workspace;
  }

  get stopped(): boolean {
    return this.#stopToken !== null;
  }

  read(line: string): void {
    const command = parseCommand(line, this.#registered);
    const name = command?.name.toLowerCase() ?? '';
    if (command === null || (this.#stopToken !== null && name !== this.#stopToken)) this.#print(line);
    else if (this.#stopToken !== null) this.#resume(line, this.#stopToken);
    else if (name === 'stop-commands') this.#stop(line, command.data);
    else this.#obey(name, command, line);
  }

  #masked(text: string): string {
    return this.masks.reduce((masked, mask) => masked.replaceAll(mask, '***'), text);
  }

  #print(line: string): void {
    this.lines.push(this.#masked(line));
  }

  #stop(line: string, token: string): void {
    if (token === '' || token === 'pause-logging' || this.#registered.has(token.toLowerCase())) {
      this.#refuse(line);
      return;
    }
    this.#stopToken = token.toLowerCase();
    this.#registered.add(this.#stopToken);
    if (token.length > 6) this.masks.push(token);
    this.#print(line);
  }

  #resume(line: string, token: string): void {
    this.#registered.delete(token);
    this.#stopToken = null;
    this.#print(line);
  }

  #obey(name: string, command: WorkflowCommand, line: string): void {
    const { data, properties } = command;
    if (name === 'error' || name === 'warning' || name === 'notice') this.#annotate(name, command);
    else if (name === 'set-env' || name === 'add-path') this.#refuse(line);
    else if (name === 'set-output') this.outputs[properties.get('name') ?? ''] = data;
    else if (name === 'add-mask') this.masks.push(data, ...data.split(/[\r\n]+/).filter(Boolean));
    else if (name === 'group') this.#print(`##[group]${data}`);
    else if (name === 'endgroup') this.#print('##[endgroup]');
  }

  /** Refuses a command: an error of the runner's own, and the step fails. */
  #refuse(line: string): void {
    this.refused.push(line);
    this.#annotate('error', { properties: new Map(), data: `Unable to process command '${line}'.` });
  }

  #annotate(level: Annotation['level'], { data, properties }: Omit<WorkflowCommand, 'name'>): void {
    const message = this.#masked(data).slice(0, maxMessageLength);
    this.lines.push(`##[${level}]${message}`);
    if (this.annotations.filter((other) => other.level === level).length >= maxPerLevel) this.dropped += 1;
    else this.annotations.push({ level, message, properties: placeOf(properties, this.#workspace) });
  }
}

/** Place and title of an annotation, made consistent as the runner does: lines before columns, no end before its start. */
function placeOf(
  properties: ReadonlyMap<string, string>,
  workspace: string,
): Readonly<Record<string, string>> {
  const place = new Map(properties);
  const number = (name: string) =>
    /^\s*[-+]?\d+\s*$/.test(place.get(name) ?? '') ? Number(place.get(name)) : null;
  if (number('line') === null && number('endline') !== null) place.set('line', place.get('endline') ?? '');
  if (number('col') === null && number('endcolumn') !== null) place.set('col', place.get('endcolumn') ?? '');
  const [line, endLine, column, endColumn] = [
    number('line'),
    number('endline'),
    number('col'),
    number('endcolumn'),
  ];
  const drop = (...names: readonly string[]) => {
    for (const name of names) place.delete(name);
  };
  if (line === null || (endLine !== null && endLine !== line)) drop('col', 'endcolumn');
  if (line !== null && endLine !== null && endLine < line) drop('line', 'endline');
  if (column !== null && endColumn !== null && endColumn < column) drop('col', 'endcolumn');
  const file = place.get('file');
  if (file !== undefined && isAbsolute(file)) place.set('file', relative(workspace, file));
  return Object.fromEntries(place);
}
