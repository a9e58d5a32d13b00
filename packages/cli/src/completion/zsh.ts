import { defaultCommand } from '../command-names.ts';
import { optionsAt } from './bash.ts';
import {
  type ArgumentShape,
  allCommands,
  type CommandShape,
  type OptionShape,
  type ValueShape,
} from './shape.ts';

/** Makes the script for zsh, for a file `_fineprint` in a directory of `$fpath`, or to be sourced. */
export function zsh(program: CommandShape): string {
  const commands = allCommands(program);
  return `#compdef fineprint
# Completion of fineprint for zsh, made by "fineprint completion zsh".
_fineprint_formats() {
  if compset -P '*='; then _files; else compadd "$@"; fi
}
_fineprint_list() {
  compset -P '*,'
  compadd -S '' "$@"
}
_fineprint_path_or() {
  local -a words=("$@")
  _alternative "names:name:($*)" 'files:file:_files'
}
${commands.map((command) => functionOf(command, program)).join('')}compdef _fineprint fineprint
if [[ $funcstack[1] == _fineprint ]]; then _fineprint "$@"; fi
`;
}

function functionOf(command: CommandShape, program: CommandShape): string {
  const name = nameOf(command);
  if (command.commands.length === 0)
    return `${name}() {\n  _arguments -s -S \\\n    ${specsOf(command.options, command.arguments).join(' \\\n    ')}\n}\n`;
  const described = command.commands.map((each) => quoted(`${each.path.at(-1)}:${each.summary}`));
  const dispatch = command.commands.map(
    (each) => `    ${each.path.at(-1)}) shift words; (( CURRENT-- )); ${nameOf(each)}; return ;;\n`,
  );
  const isProgram = command.path.length === 0;
  const other = isProgram ? `_fineprint_${defaultCommand}` : '_message "no such command"';
  const files = isProgram ? ' || _files' : '';
  const options = isProgram ? optionsBefore(optionsAt(command, program)) : '';
  return `${name}() {
  local -a commands=(
    ${described.join('\n    ')}
  )
${options}  if (( CURRENT > 2 )); then
    case $words[2] in
${dispatch.join('')}    esac
    ${other}
  elif [[ $PREFIX == -* ]]; then
    _arguments -s -S \\
      ${specsOf(optionsAt(command, program), []).join(' \\\n      ')}
  else
    _describe -t commands command commands${files}
  fi
}
`;
}

/** Options may stand before the command; they are passed over, unless the cursor is at the value of one. */
function optionsBefore(options: readonly OptionShape[]): string {
  const valued = options.flatMap(({ flags, value }) => (value === null ? [] : flags));
  return `  while (( CURRENT > 2 )) && [[ $words[2] == -?* ]]; do
    case $words[2] in
      ${valued.join('|')}) (( CURRENT > 3 )) || break; words[2,3]=(); (( CURRENT -= 2 )) ;;
      *) words[2]=(); (( CURRENT-- )) ;;
    esac
  done
`;
}

function nameOf({ path }: CommandShape): string {
  return ['_fineprint', ...path].join('_');
}

function specsOf(options: readonly OptionShape[], args: readonly ArgumentShape[]): readonly string[] {
  return [...options.flatMap(optionSpecs), ...args.map(argumentSpec)].map(quoted);
}

function optionSpecs({ flags, summary, isRepeatable, value }: OptionShape): readonly string[] {
  const others = isRepeatable ? '*' : `(${flags.join(' ')})`;
  const taken = value === null ? '' : `:${escaped(value.name)}:${actionOf(value)}`;
  return flags.map((flag) => {
    const joined = value === null ? '' : flag.startsWith('--') ? '=' : '+';
    return `${others}${flag}${joined}[${escaped(summary)}]${taken}`;
  });
}

function argumentSpec({ isVariadic, isRequired, ...value }: ArgumentShape): string {
  return `${isVariadic ? '*' : ''}:${isRequired ? '' : ':'}${escaped(value.name)}:${actionOf(value)}`.replace(
    '*::',
    '*:',
  );
}

function actionOf({ words, isList, path }: ValueShape): string {
  const list = words.join(' ');
  if (words.length === 0) return path === 'itself' ? '_files' : ' ';
  if (isList) return `_fineprint_list ${list}`;
  return {
    none: `(${list})`,
    itself: ` _fineprint_path_or ${list}`,
    'after word=': `_fineprint_formats ${list}`,
  }[path];
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
