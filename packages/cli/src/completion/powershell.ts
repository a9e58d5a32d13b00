import { defaultCommand } from '../command-names.ts';
import { optionsAt } from './bash.ts';
import { allCommands, type CommandShape, type ValueShape } from './shape.ts';

/** Makes the script for PowerShell, 5.1 and later. Where it answers nothing, PowerShell completes paths by itself. */
export function powershell(program: CommandShape): string {
  const commands = allCommands(program);
  return `# Completion of fineprint for PowerShell, made by "fineprint completion powershell".
Register-ArgumentCompleter -Native -CommandName fineprint -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${entries(commands.map((command) => [command, command.commands.map(({ path, summary }) => [path.at(-1) ?? '', summary])]))}
  }
  $options = @{
${entries(commands.map((command) => [command, optionsAt(command, program).flatMap(({ flags, summary }) => flags.map((flag) => [flag, summary] as const))]))}
  }
  $values = @{
${commands.flatMap((command) => valuesOf(command, program)).join('\n')}
  }
  $path = ''; $option = ''; $index = 0
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $word = $element.Extent.Text
    if ($option) { $option = ''; continue }
    if ($index -eq 0 -and $commands[$path].Contains($word)) { $path = "$path $word".Trim(); continue }
    if ($path -eq '' -and $word -notlike '-*') { $path = '${defaultCommand}' }
    if ($values.Contains("$path $word".Trim())) { $option = $word } elseif ($word -notlike '-*') { $index++ }
  }
  if ($option) {
    $lead = if ($wordToComplete -match '^(.*,)') { $Matches[1] } else { '' }
    $found = @{}
    foreach ($word in $values["$path $option".Trim()]) { $found["$lead$word"] = $word }
  } elseif ($wordToComplete -like '-*') { $found = $options[$path] }
  elseif ($index -eq 0 -and $commands[$path].Count) { $found = $commands[$path] }
  else {
    $found = @{}
    foreach ($word in $values["$path $index"]) { $found[$word] = $word }
  }
  $found.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | Sort-Object -Property Key | ForEach-Object {
    $kind = if ($_.Key -like '-*') { 'ParameterName' } else { 'ParameterValue' }
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, $kind, $_.Value)
  }
}
`;
}

type Described = readonly (readonly [word: string, summary: string])[];

function entries(of: readonly (readonly [CommandShape, Described])[]): string {
  return of
    .map(([{ path }, words]) => {
      const pairs = words.map(([word, summary]) => `${quoted(word)} = ${quoted(summary)}`);
      return `    ${quoted(path.join(' '))} = [ordered]@{ ${pairs.join('; ')} }`;
    })
    .join('\n');
}

function valuesOf(command: CommandShape, program: CommandShape): readonly string[] {
  const options = optionsAt(command, program).flatMap(({ flags, value }) =>
    value === null ? [] : flags.map((flag) => [flag, value] as const),
  );
  const args = command.arguments.map((value, index) => [String(index), value] as const);
  return [...options, ...args].map(
    ([place, value]) => `    ${quoted([...command.path, place].join(' '))} = @(${listOf(value)})`,
  );
}

function listOf({ words }: ValueShape): string {
  return words.map(quoted).join(', ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
