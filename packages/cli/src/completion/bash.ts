import { defaultCommand } from '../command-names.ts';
import { allCommands, type CommandShape, type OptionShape, type ValueShape } from './shape.ts';

/** Makes the script for bash, 3.2 and later. */
export function bash(program: CommandShape): string {
  return [
    '# Completion of fineprint for bash, made by "fineprint completion bash".\n_fineprint() {\n',
    words,
    walk(program),
    offers(program),
    answer,
    '}\ncomplete -F _fineprint fineprint\n',
  ].join('');
}

const words = `  local command='' word='' option='' glue='' choices='' files='' list='' lead='' part
  local -i i index=0
  local -a words=()
  # Readline breaks words at "=" and ":".
  for (( i = 0; i <= COMP_CWORD; i++ )); do
    word=\${COMP_WORDS[i]}
    if (( i > 0 )) && [[ $glue || $word == [=:] ]]; then words[\${#words[@]}-1]+=$word; else words+=("$word"); fi
    if [[ $word == [=:] ]]; then glue=1; else glue=''; fi
  done
  local cur=\${words[\${#words[@]}-1]}
`;

/** Finds the command, and at which of its arguments or options the cursor is. */
function walk(program: CommandShape): string {
  const below = allCommands(program).flatMap(({ path, commands }) =>
    commands.map((each) => ({ at: `${name(path)}:${each.path.at(-1)}`, to: name(each.path) })),
  );
  const valued = valuedOptions(program).flatMap(({ at }) => at);
  return `  for (( i = 1; i < \${#words[@]} - 1; i++ )); do
    word=\${words[i]}
    if [[ $option ]]; then option=''; continue; fi
    case "$command:$word" in
${below.map(({ at, to }) => `      ${quoted(at)}) command=${quoted(to)}; index=0 ;;`).join('\n')}
      ${valued.map(quoted).join('|')}) option=$word ;;
      *:-?*) ;;
      :*) command=${defaultCommand}; (( i-- )) ;;
      *) (( ++index )) ;;
    esac
  done
  if [[ -z $option && $cur == --*=* ]]; then option=\${cur%%=*}; cur=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead=$option=; fi
`;
}

/** What may stand there. */
function offers(program: CommandShape): string {
  const commands = allCommands(program);
  const args = commands.flatMap((command) =>
    argumentsAt(command).map((value, index) => ({
      at: [`${name(command.path)}:${value.isVariadic ? '*' : index}`],
      value,
    })),
  );
  const flags = commands.map(
    (command) =>
      `      ${quoted(name(command.path))}) choices=${quoted(flagsAt(command, program).join(' '))} ;;`,
  );
  return `  if [[ $option ]]; then
    case "$command:$option" in
${cases(valuedOptions(program))}
    esac
  elif [[ $cur == -* ]]; then
    case $command in
${flags.join('\n')}
    esac
  else
    case "$command:$index" in
${cases(args)}
    esac
  fi
`;
}

const answer = `  part=$cur
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
`;

function name(path: readonly string[]): string {
  return path.join(' ');
}

function valuedOptions(program: CommandShape): readonly Place[] {
  return allCommands(program).flatMap((command) =>
    optionsAt(command, program).flatMap(({ flags, value }) =>
      value === null ? [] : [{ at: flags.map((flag) => `${name(command.path)}:${flag}`), value }],
    ),
  );
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
  const choices = command.commands.flatMap(({ path }) => path.slice(-1));
  const path = command.path.length === 0 ? 'itself' : 'none';
  return [{ name: 'command', words: choices, isList: false, path, isVariadic: false }];
}

/** Where something may stand (`scan:--policy`, `scan:0`), and what. */
interface Place {
  readonly at: readonly string[];
  readonly value: ValueShape;
}

/** The branches of a `case`, places with the same offers together. */
function cases(places: readonly Place[]): string {
  const groups = Map.groupBy(places, ({ value }) => offerOf(value));
  return [...groups]
    .map(([offer, group]) => {
      const patterns = group
        .flatMap(({ at }) => at)
        .map((one) => (one.endsWith('*') ? `${quoted(one.slice(0, -1))}*` : quoted(one)));
      return `      ${patterns.join('|')}) ${offer} ;;`;
    })
    .join('\n');
}

function offerOf({ name: value, words: choices, isList, path }: ValueShape): string {
  const files = {
    none: '',
    itself: value === 'command' ? 'files=unless' : 'files=1',
    'after word=': 'files=after',
  }[path];
  return [`choices=${quoted(choices.join(' '))}`, files, isList ? 'list=1' : '']
    .filter((part) => part !== '')
    .join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
