import { printable, withoutCommands } from '@fineprint/core';
import { hang, paint } from '@fineprint/report';
import { type ColorChoice, usesColor } from './color.ts';
import type { Section } from './doctor/checked.ts';
import { installation } from './doctor/installation.ts';
import { network } from './doctor/network.ts';
import { ownFiles } from './doctor/own-files.ts';
import { terminal } from './doctor/terminal.ts';
import { exitCodes } from './exit-code.ts';
import { type Surroundings, widthOf } from './surroundings.ts';

/** The options of `doctor`, as commander hands them over. */
export interface DoctorOptions {
  readonly online?: boolean;
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** Looks at the installation, and says what works; answers 2 where a scan cannot do what is asked of it. */
export async function doctorCommand(options: DoctorOptions, process: Surroundings): Promise<number> {
  const { env, stdout } = process;
  const sections = [
    installation(),
    ownFiles(env),
    await network(env, options.online ?? false),
    terminal(process),
  ];
  stdout.write(
    options.json ? `${JSON.stringify(asJson(sections), null, 2)}\n` : asText(sections, options, process),
  );
  const isBroken = sections.some(({ checked }) => checked.some(({ is }) => is === 'problem'));
  return isBroken ? exitCodes.usage : exitCodes.clean;
}

function asJson(sections: readonly Section[]) {
  return { schema: 'fineprint-doctor/1', checked: sections.flatMap(({ checked }) => checked) };
}

function asText(sections: readonly Section[], { color }: DoctorOptions, process: Surroundings): string {
  const ink = paint(usesColor(color, process.stdout, process.env));
  const marks = { ok: ink.green('ok     '), note: ink.yellow('note   '), problem: ink.red('problem') };
  const all = sections.flatMap(({ checked }) => checked);
  const longest = Math.max(...all.map(({ what }) => what.length));
  const width = widthOf(process);
  const isNarrow = width < longest + 50;
  const column = isNarrow ? 11 : longest + 13;
  return sections
    .filter(({ checked }) => checked.length > 0)
    .map(({ title, checked }) => {
      const lines = checked.map(({ is, what, says, todo }) => {
        const name = isNarrow ? `${what}\n${' '.repeat(column)}` : `${what.padEnd(longest)}  `;
        const told = [says, ...(todo === undefined ? [] : [todo])]
          .flatMap((text) => text.split('\n'))
          .map((line) => hang(withoutCommands(printable(line)), width, column));
        return `  ${marks[is]}  ${name}${told.join(`\n${' '.repeat(column)}`)}\n`;
      });
      return `${ink.bold(title)}\n${lines.join('')}`;
    })
    .join('\n');
}
