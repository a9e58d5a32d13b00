import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import { referenceFact, runtimeName, slotsAt, unresolvedPart } from '../reference/index.ts';
import { commandLists } from './command-lists.ts';
import { cutter } from './cut.ts';
import type { CloudFormationText } from './evaluate.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { readShell } from './scripts.ts';

/**
 * Reads YAML that stands as a text in a template: a build specification, a component of Image Builder, or a configuration of
 * cloud-init. What its lists of commands run is read as one script, `runtime-versions` as tools, and `packages` as those
 * of whichever system it is.
 */
export function* readBuildCommands(
  site: TemplateSite,
  { resolved }: CloudFormationText,
): CloudFormationReading {
  const { commands, versions, packages } = commandLists(resolved.text);
  const cut = cutter(resolved);
  const pieces = commands.flatMap(({ range, isFolded }): readonly TextPiece[] => {
    const own = cut(range).pieces;
    const end = { is: 'supplied', text: '\n', span: range, verbatim: false, via: [] } as const;
    return [...(isFolded ? own.map(onOneLine) : own), end];
  });
  yield* readShell(site, resolvedText(pieces).pieces);
  for (const { name, range } of versions) yield toolFact(site, cut(range), name);
  for (const range of packages) yield packageFact(site, cut(range));
}

/** Lines that are folded into one are one command. */
function onOneLine(piece: TextPiece): TextPiece {
  return { ...piece, text: piece.text.replaceAll('\n', ' ') };
}

function packageFact(site: TemplateSite, resolved: ResolvedText) {
  const at = resolved.pieces[0]?.span ?? { start: 0, end: 0 };
  return referenceFact(
    { ...site, address: `${site.address}.packages/${resolved.text}` },
    { at: { start: at.start, end: at.end }, resolved },
    {
      kind: 'os-package',
      name: `generic/${resolved.text}`,
      request: { is: 'nothing' },
      ...unresolvedPart('name', resolved),
      slots: [],
    },
  );
}

function toolFact(site: TemplateSite, version: ResolvedText, name: string) {
  const at = version.pieces[0]?.span ?? { start: 0, end: 0 };
  return referenceFact(
    { ...site, address: `${site.address}.runtime-versions/${name}` },
    { at: { start: at.start, end: at.end }, resolved: version },
    {
      kind: 'tool',
      name: runtimeName(name),
      request: { is: 'version', text: version.text },
      slots: slotsAt(site.file, 'version', version, { start: 0, end: version.text.length }),
    },
  );
}
