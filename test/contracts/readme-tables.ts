import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractors, unread } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { rules } from '@fineprint/policy';
import { registries } from '@fineprint/registries';
import { formats } from '@fineprint/report';
import { parse } from 'yaml';
import { fullName, subcommandsOf } from '../../packages/cli/src/command-names.ts';
import { commandTree } from '../../packages/cli/src/run.ts';
import { read, root } from './sources.ts';

const reporters = await Promise.all(
  Object.entries(formats).map(async ([name, load]) => ({ name, title: (await load()).title })),
);

const action: { readonly inputs: Described; readonly outputs: Described } = parse(read('action.yml'));
const silent = { write: () => true };
const program = commandTree({ env: {}, stdout: silent, stderr: silent }, () => undefined);

/** The README with its tables as the registries have them; each stands between `<!-- table: name -->` and `<!-- end -->`. */
export function withTables(readme: string): string {
  return Object.entries(tables()).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- table: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
        (_, before: string, after: string) => `${before}${table}${after}`,
      ),
    readme,
  );
}

function tables(): Readonly<Record<string, string>> {
  return {
    ecosystems: table(
      ['ecosystem', 'reads'],
      extractors.map(({ id, title, formats }) => [
        `[${title}](packages/extractors/src/${id}/README.md)`,
        [...new Set(formats.flatMap(({ files }) => files.map((file) => `\`${file}\``)))].join(' '),
      ]),
    ),
    commands: table(
      ['command', 'does'],
      subcommandsOf(program)
        .filter(({ commands }) => commands.length === 0)
        .map((command) => [`\`${fullName(command)}\``, command.summary()]),
    ),
    unread: `${unread.map(({ name }) => name).join(', ')}.\n`,
    kinds: table(
      ['kind', 'what it is', 'pins, strongest first'],
      kinds.map(({ id, title, pins }) => [`\`${id}\``, title, pins.join(' ')]),
    ),
    registries: table(
      ['id', 'registry', 'asked for'],
      registries.map(({ id, title, licenses, resolve, archive, file, verify }) => [
        `\`${id}\``,
        title,
        [licenses && 'licence', resolve && 'version', (archive || file) && 'contents', verify && 'pin']
          .filter(Boolean)
          .join(', '),
      ]),
    ),
    formats: table(
      ['format', 'what it is'],
      [...Map.groupBy(reporters, ({ title }) => title)].map(([title, group]) => [
        group.map(({ name }) => `\`${name}\``).join(', '),
        title,
      ]),
    ),
    inputs: described('input', action.inputs),
    outputs: described('output', action.outputs),
    rules: table(
      ['rule', 'level', 'question'],
      rules.map(({ id, defaultLevel, title }) => [
        `[${id}](packages/policy/src/rules/${id}/README.md)`,
        defaultLevel,
        title,
      ]),
    ),
  };
}

type Described = Readonly<Record<string, { readonly description: string }>>;

function described(what: string, entries: Described): string {
  const rows = Object.entries(entries).map(([name, { description }]) => [`\`${name}\``, description]);
  return table([what, 'what it is'], rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return `${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'README.md'), withTables(read('README.md')));
}
