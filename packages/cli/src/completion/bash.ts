import { defaultCommand } from '../run.ts';
import { allCommands, type CommandShape, type OptionShape, type ValueShape } from './shape.ts';

/** Makes the script for bash, 3.2 and later. */
export function bash(program: CommandShape): string {
  const commands = allCommands(program);
  const name = (path: readonly string[]) => path.join(' ');
  const below = commands.flatMap(({ path, commands: inner }) =>
    inner.map((each) => ({ at: `${name(path)}:${each.path.at(-1)}`, to: name(each.path) })),
  );
  const valued = commands.flatMap((command) =>
    optionsAt(command, program).flatMap(({ flags, value }) =>
      value === null ? [] : [{ at: flags.map((flag) => `${name(command.path)}:${flag}`), value }],
    ),
  );
  const args = commands.flatMap((command) =>
    argumentsAt(command).map((value, index) => ({
      at: [`${name(command.path)}:${value.isVariadic ? '*' : index}`],
      value,
    })),
  );
  return `# Completion of fineprint for bash, made by "fineprint completion bash".
_fineprint() {
  local command='' word='' option='' glue='' choices='' files='' list='' lead='' part
  local -i i index=0
  local -a words=()
  # Readline breaks words at "=" and ":".
  for (( i = 0; i <= COMP_CWORD; i++ )); do
    word=\${COMP_WORDS[i]}
    if (( i > 0 )) && [[ $glue || $word == [=:] ]]; then words[\${#words[@]}-1]+=$word; else words+=("$word"); fi
    if [[ $word == [=:] ]]; then glue=1; else glue=''; fi
  done
  local cur=\${words[\${#words[@]}-1]}
  for (( i = 1; i < \${#words[@]} - 1; i++ )); do
    word=\${words[i]}
    if [[ $option ]]; then option=''; continue; fi
    case "$command:$word" in
${below.map(({ at, to }) => `      ${quoted(at)}) command=${quoted(to)}; index=0 ;;`).join('\n')}
      :-V|:--version|:-h|:--help) ;;
      :*) command=${defaultCommand}; (( i-- )) ;;
      ${valued
        .flatMap(({ at }) => at)
        .map(quoted)
        .join('|')}) option=$word ;;
      *:-?*) ;;
      *) (( ++index )) ;;
    esac
  done
  if [[ -z $option && $cur == --*=* ]]; then option=\${cur%%=*}; cur=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead=$option=; fi
  if [[ $option ]]; then
    case "$command:$option" in
${[...grouped(valued)].map(([found, at]) => `      ${at.map(quoted).join('|')}) ${found} ;;`).join('\n')}
    esac
  elif [[ $cur == -* ]]; then
    case $command in
${commands.map((command) => `      ${quoted(name(command.path))}) choices=${quoted(flagsAt(command, program).join(' '))} ;;`).join('\n')}
    esac
  else
    case "$command:$index" in
${[...grouped(args)].map(([found, at]) => `      ${at.map((one) => (one.endsWith('*') ? `${quoted(one.slice(0, -1))}*` : quoted(one))).join('|')}) ${found} ;;`).join('\n')}
    esac
  fi
  part=$cur
  if [[ $list && $cur == *,* ]]; then lead+=\${cur%,*},; part=\${cur##*,}; fi
  if [[ $files == after ]]; then
    files=''
    if [[ $cur == *=* ]]; then choices='' files=1 part=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead+=\${cur%%=*}=; fi
  fi
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -W "$choices" -- "$part")
  [[ $files == unless && \${#COMPREPLY[@]} -gt 0 ]] && files=''
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -f -- "$part")
  fi
}
complete -F _fineprint fineprint
`;
}

/** The options of a command; the program has those of the command that runs where none is named. */
export function optionsAt(command: CommandShape, program: CommandShape): readonly OptionShape[] {
  const scan = program.commands.find(({ path: [name] }) => name === defaultCommand);
  const isProgram = command.path.length === 0;
  const more = (isProgram && scan?.options) || [];
  return [...command.options, ...more.filter(({ flags }) => !flags.includes('--help'))];
}

function flagsAt(command: CommandShape, program: CommandShape): readonly string[] {
  return optionsAt(command, program).flatMap(({ flags }) => flags);
}

/** What stands first in the program or a group is a command; in the program a path, too, if no command has that beginning. */
function argumentsAt(command: CommandShape): readonly (ValueShape & { readonly isVariadic: boolean })[] {
  if (command.commands.length === 0) return command.arguments;
  const words = command.commands.flatMap(({ path }) => path.slice(-1));
  const path = command.path.length === 0 ? 'itself' : 'none';
  return [{ name: 'command', words, isList: false, path, isVariadic: false }];
}

/** Places by what is offered there. */
function grouped(
  places: readonly { readonly at: readonly string[]; readonly value: ValueShape }[],
): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(places, ({ value: { name, words, isList, path } }) =>
    [
      `choices=${quoted(words.join(' '))}`,
      { none: '', itself: name === 'command' ? 'files=unless' : 'files=1', 'after word=': 'files=after' }[
        path
      ],
      isList ? 'list=1' : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  return new Map([...groups].map(([found, group]) => [found, group.flatMap(({ at }) => at)]));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
