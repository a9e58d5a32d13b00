import { defaultCommand } from '../command-names.ts';
import { optionsAt } from './bash.ts';
import { allCommands, type CommandShape, type OptionShape, type ValueShape } from './shape.ts';

/** Makes the script for fish, 3.4 and later. */
export function fish(program: CommandShape): string {
  const commands = allCommands(program);
  const below = commands.flatMap(({ path }) => (path.length === 0 ? [] : [quoted(path.join(' '))]));
  const valued = optionsAt(program, program).flatMap(({ flags, value }) => (value === null ? [] : flags));
  return `# Completion of fineprint for fish, made by "fineprint completion fish".
function __fineprint_in
    set -l path
    set -l words (commandline -opc)
    set -l isValue
    set -l isOther
    for word in $words[2..]
        if test -n "$isValue"
            set isValue
            continue
        end
        if test -z "$path"; and string match -qr '^-.' -- $word
            contains -- $word ${valued.join(' ')}; and set isValue 1
            continue
        end
        set isOther 1
        set -l next (string join ' ' -- $path $word)
        contains -- $next ${below.join(' ')}; or break
        set path $next
    end
    if test -z "$path"; and test -n "$isOther"
        set path ${defaultCommand}
    end
    test "$path" = "$argv[1]"
end
function __fineprint_list
    set -l lead (string match -r '.*,' -- (string replace -r '^--[^=]*=' '' -- (commandline -ct)))
    printf "$lead%s\\n" $argv
end
function __fineprint_formats
    set -l parts (string split -m 1 = -- (commandline -ct))
    if set -q parts[2]
        printf "$parts[1]=%s\\n" (__fish_complete_path $parts[2])
    else
        printf '%s\\n' $argv
    end
end
complete -c fineprint -f
${commands.flatMap((command) => linesOf(command, program)).join('\n')}
`;
}

function linesOf(command: CommandShape, program: CommandShape): readonly string[] {
  const isProgram = command.path.length === 0;
  const start = `complete -c fineprint -n ${quoted(`__fineprint_in ${quoted(command.path.join(' '))}`)}`;
  return [
    ...command.commands.map(({ path, summary }) => `${start} -a ${path.at(-1)} -d ${quoted(summary)}`),
    ...(isProgram ? [`${start} -F`] : []),
    ...optionsAt(command, program).map((option) => `${start} ${optionText(option)}`),
    ...command.arguments.map((value) => `${start} ${valueText(value, '')}`.trimEnd()),
  ];
}

function optionText({ flags, summary, value }: OptionShape): string {
  const spelt = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return `${spelt.join(' ')}${value === null ? '' : ` ${valueText(value, '-r ')}`} -d ${quoted(summary)}`;
}

function valueText({ words, isList, path }: ValueShape, requires: string): string {
  const list = words.join(' ');
  const files = path === 'itself' ? '-F' : requires === '' ? '' : '-f';
  const call = isList ? '__fineprint_list' : path === 'after word=' ? '__fineprint_formats' : null;
  const shown = words.length === 0 ? '' : ` -a ${quoted(call === null ? list : `(${call} ${list})`)}`;
  return `${requires}${files}${shown}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
