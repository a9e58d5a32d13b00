import type { Argument, Command, Option } from 'commander';
import { allowedIn } from '../allowed.ts';
import { collect } from '../options.ts';

/** A command as a shell has to know it. */
export interface CommandShape {
  /** Its name and those of the commands above it; empty for the program. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly commands: readonly CommandShape[];
  readonly options: readonly OptionShape[];
  readonly arguments: readonly ArgumentShape[];
}

/** An option with all its spellings, and its value if it takes one. */
export interface OptionShape {
  readonly flags: readonly string[];
  readonly summary: string;
  readonly isRepeatable: boolean;
  readonly value: ValueShape | null;
}

/** An argument; the last one may stand any number of times. */
export interface ArgumentShape extends ValueShape {
  readonly isVariadic: boolean;
  readonly isRequired: boolean;
}

/** What may stand at a place of the command line. */
export interface ValueShape {
  readonly name: string;
  readonly words: readonly string[];
  readonly isList: boolean;
  readonly path: 'none' | 'itself' | 'after word=';
}

/** Reads the shape of a command and all below it. */
export async function shapeOf(command: Command, path: readonly string[] = []): Promise<CommandShape> {
  const commands = await Promise.all(command.commands.map((each) => shapeOf(each, [...path, each.name()])));
  const options = command.createHelp().visibleOptions(command);
  const help = path.length === 0 ? [helpShape(commands)] : [];
  return {
    path,
    summary: command.summary() || command.description(),
    commands: [...commands, ...help],
    options: await Promise.all(options.map(optionShape)),
    arguments: await Promise.all(command.registeredArguments.map(argumentShape)),
  };
}

/** `help`, which commander adds by itself: it takes the name of a command. */
function helpShape(commands: readonly CommandShape[]): CommandShape {
  const words = commands.flatMap(({ path }) => path);
  const name = { name: 'command', words, isList: false, path: 'none' as const };
  return {
    path: ['help'],
    summary: 'print the help of a command',
    commands: [],
    options: [],
    arguments: [{ ...name, isVariadic: false, isRequired: false }],
  };
}

/** All commands of a shape, the program first. */
export function allCommands(shape: CommandShape): readonly CommandShape[] {
  return [shape, ...shape.commands.flatMap(allCommands)];
}

async function optionShape(option: Option): Promise<OptionShape> {
  const takesValue = option.required || option.optional;
  const name = /[<[](?<name>[^\]>]+)/.exec(option.flags)?.groups?.name ?? 'value';
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    summary: option.description,
    isRepeatable: option.parseArg === collect,
    value: takesValue ? await valueShape(name, option) : null,
  };
}

async function argumentShape(argument: Argument): Promise<ArgumentShape> {
  const { variadic, required } = argument;
  return { ...(await valueShape(argument.name(), argument)), isVariadic: variadic, isRequired: required };
}

async function valueShape(name: string, of: Option | Argument): Promise<ValueShape> {
  const { words, isList = false, path = 'none' } = allowedIn(of);
  return { name: name.replaceAll(/[[\]=]+/g, ' ').trim(), words: (await words?.()) ?? [], isList, path };
}
