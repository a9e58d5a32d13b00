import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import { get, items, type Resolved, textOf } from '../parse/tree/index.ts';
import { isShell, readScript, scriptReferences } from '../script/index.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { scriptText } from './script-text.ts';

const shebang = /^\s*#!\s*(?:\/\S*\/)?(?:env\s+)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Whether a text begins as a shell script does, from an offset on. */
export function isScript(text: string, start: number): boolean {
  const program = shebang.exec(text.slice(start, start + 200))?.groups?.program;
  return program !== undefined && isShell(program);
}

// Scripts that start a machine have at most 16 KB, and files that they write are not much longer.
const longestScript = 262_144;

/** Reads a shell script that pieces of a template are. */
export function* readShell(site: TemplateSite, pieces: readonly TextPiece[]): CloudFormationReading {
  const { mapped, restore } = scriptText(site.file.text, pieces);
  if (mapped.text.length <= longestScript) {
    yield* scriptReferences(site, readScript([mapped], { lookup: () => null, restore }));
    return;
  }
  const message = `A script with ${mapped.text.length} characters, more than the limit of ${longestScript}, was not read.`;
  yield site.file.problem('limit-reached', message, pieces[0]?.span ?? { start: 0, end: 0 });
}

/** Reads a text as a shell script, whether it says so or not. */
export function* readCommand(site: TemplateSite, node: Resolved): CloudFormationReading {
  for (const { resolved } of site.evaluation.within({ mostTexts: 1 }).texts(node))
    yield* readShell(site, resolved.pieces);
}

/** Reads a file that is written on a machine, if it is a shell script. */
export function* readScriptFile(site: TemplateSite, node: Resolved): CloudFormationReading {
  for (const { resolved } of site.evaluation.within({ mostTexts: 1 }).texts(node))
    if (isScript(resolved.text, 0)) yield* readShell(site, resolved.pieces);
}

const shellDocument = 'AWS-RunShellScript';

/** Reads the steps of a document of Systems Manager that run shell commands, a line each. */
export function* readDocument(site: TemplateSite, body: Resolved): CloudFormationReading {
  for (const step of items(body, 'Properties', 'Content', 'mainSteps')) {
    const inputs = get(step, 'inputs');
    const isShellStep = textOf(step, 'action') === 'aws:runShellScript';
    const isDocument = textOf(inputs, 'DocumentName') === shellDocument;
    const commands = isShellStep
      ? get(inputs, 'runCommand')
      : isDocument
        ? get(inputs, 'Parameters', 'commands')
        : undefined;
    const address = `${site.address}.${textOf(step, 'name') ?? 'mainSteps'}`;
    if (commands) yield* readShell({ ...site, address }, lines(site, commands).pieces);
  }
}

/** Reads what an association of Systems Manager has machines run. */
export function* readAssociation(site: TemplateSite, body: Resolved): CloudFormationReading {
  const commands = get(body, 'Properties', 'Parameters', 'commands');
  if (commands && textOf(body, 'Properties', 'Name') === shellDocument)
    yield* readShell(site, lines(site, commands).pieces);
}

/** Reads the script that a container is started with: `["sh", "-c", "…"]`, in its command or behind its entry point. */
export function* readContainerCommand(site: TemplateSite, container: Resolved): CloudFormationReading {
  const { evaluation } = site;
  const single = evaluation.within({ mostTexts: 1 });
  const words = ['EntryPoint', 'Command'].flatMap((name) => {
    const node = get(container, name);
    return (node ? single.list(node) : null) ?? [];
  });
  const texts = words.flatMap(([text]) => (text ? [text.resolved] : []));
  const [program, option] = texts;
  const isScripted =
    isShell(program?.text.replace(/^.*\//s, '') ?? '') && /^-[a-z]*c$/.test(option?.text ?? '');
  const script = isScripted ? texts[2] : undefined;
  if (script) yield* readShell(site, script.pieces);
}

function lines({ evaluation }: TemplateSite, node: Resolved): ResolvedText {
  const single = evaluation.within({ mostTexts: 1 });
  const texts = node.is === 'list' && node.tag === undefined ? items(node) : [node];
  const pieces = texts.flatMap((each) => {
    const [text] = single.texts(each);
    const end = { is: 'supplied', text: '\n', span: each, verbatim: false, via: [] } as const;
    return text ? [...text.resolved.pieces, end] : [];
  });
  return resolvedText(pieces);
}
