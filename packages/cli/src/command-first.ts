import { existsSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { defaultCommand, subcommandsOf } from './command-names.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/**
 * Brings the command before its options: `fineprint --online scan .` is `fineprint scan --online .`, and so is
 * `fineprint --online .`. The program's own options stay where they are. Throws a `UsageError` for what is neither a command
 * nor a path.
 */
export function commandFirst(args: readonly string[], program: Command): string[] {
  const { options, words, isKnown } = leadingOptions(args, program);
  const [first, ...others] = words;
  if (options.some((option) => versionFlags.includes(option))) return [...args];
  // Commander's own command takes one word only: `fineprint help policy show`.
  if (first === 'help') return commandFirst([...others, '--help'], program);
  if (first === undefined && options.some((option) => helpFlags.includes(option))) return ['--help'];
  const command = program.commands.find((each) => each.name() === first);
  if (command) {
    const named = command.commands.some((each) => each.name() === others[0]) ? 2 : 1;
    return [...words.slice(0, named), ...options, ...words.slice(named)];
  }
  const names = ['help', ...program.commands.map((each) => each.name())];
  if (isKnown && first !== undefined && /^[a-z][a-z-]*$/i.test(first) && !existsSync(first))
    throw new UsageError(
      `There is no command "${first}", and no file or directory of that name.${didYouMean(first, names)}\n"fineprint --help" lists the commands.`,
    );
  return [defaultCommand, ...args];
}

const helpFlags = ['-h', '--help'];
const versionFlags = ['-V', '--version'];

/** Options with their values up to the first word that belongs to none of them. */
function leadingOptions(args: readonly string[], program: Command) {
  const takesValue = new Map(
    subcommandsOf(program)
      .flatMap(({ options }) => options)
      .flatMap((option) => flagsOf(option).map((flag) => [flag, option.required] as const)),
  );
  for (const flag of [...helpFlags, ...versionFlags]) takesValue.set(flag, false);
  let end = 0;
  let isKnown = true;
  for (let arg = args[end]; arg !== undefined && isOption(arg); arg = args[end]) {
    const [flag = arg] = arg.split('=', 1);
    isKnown &&= takesValue.has(flag) || takesValue.has(arg.slice(0, 2));
    end += takesValue.get(arg) ? 2 : 1;
  }
  return { options: args.slice(0, end), words: args.slice(end), isKnown };
}

function flagsOf({ short, long }: Option): readonly string[] {
  return [short, long].filter((flag) => flag !== undefined);
}

/** `-` is standard input, and after `--` come paths only. */
function isOption(arg: string): boolean {
  return arg.startsWith('-') && arg !== '-' && arg !== '--';
}
