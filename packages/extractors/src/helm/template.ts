import type { FileProblem, SourceFile } from '@fineprint/core';
import { type DefineFact, inNamed, type ShownFact, type TemplateImageFact } from './facts.ts';
import { type Action, actionsOf } from './go-template/parse.ts';
import { shownIn } from './shown.ts';

// A template is no YAML until it is rendered; what stands on a line of its own after `image:` is read all the same.
const imageLine = /^[ \t]*(?:-[ \t]+)?image:[ \t]+(?<value>\S[^\r\n]*)$/dgm;
// Programs are told images that they run themselves.
const argumentLine =
  /^[ \t]*-[ \t]+(?<quote>["']?)--?[\w.-]{0,80}image[\w.-]{0,80}=(?<value>\{\{[^\r\n]*)$/dgm;
// Operators are told images by variables.
const variableLine =
  /^[ \t]*-[ \t]+name:[ \t]+["']?\w{0,99}IMAGE\w{0,99}["']?[ \t]*\r?\n[ \t]+value:[ \t]+(?<value>["']?\{\{[^\r\n]*)$/dgm;
const definition = /^(?:define|block)\s+"(?<name>[^"\n]{1,200})"/;

/** Reads a template for its `image:` lines and for its named templates, with the values that they mention. */
export function* readTemplate(
  file: SourceFile,
): Iterable<TemplateImageFact | DefineFact | ShownFact | FileProblem> {
  const { text } = file;
  const open = unclosedAction(text);
  if (open !== null) {
    yield file.problem('syntax-invalid', 'A template action is opened here and never closed.', {
      start: open,
      end: open + 2,
    });
  }
  const actions = [...actionsOf(text)];
  yield* definesOf(file, actions);
  yield* shownIn(file);
  yield* imagesOf(file, imageLine, surroundings(actions), false);
  yield* imagesOf(file, argumentLine, surroundings(actions), true);
  yield* imagesOf(file, variableLine, surroundings(actions), true);
}

function* imagesOf(
  file: SourceFile,
  line: RegExp,
  surrounding: (offset: number) => readonly string[],
  isArgument: boolean,
): Iterable<TemplateImageFact> {
  for (const match of file.text.matchAll(line)) {
    const [start = 0] = match.indices?.groups?.value ?? [];
    const value = withoutRemark(match.groups?.value ?? '');
    const quote = match.groups?.quote ?? '';
    const { text, offset } =
      quote !== '' && value.endsWith(quote) ? { text: value.slice(0, -1), offset: 0 } : unquoted(value);
    if (text === '' || text.startsWith('{{/*')) continue;
    const place = file.place({ start: start + offset, end: start + offset + text.length });
    const within = text.includes('{{') ? surrounding(match.index) : [];
    yield { is: 'template-image', text, within, isArgument, place };
  }
}

function* definesOf(file: SourceFile, actions: readonly Action[]): Iterable<DefineFact> {
  const starts = actions.flatMap(({ text, start, end }) => {
    const name = definition.exec(text)?.groups?.name;
    return name === undefined ? [] : [{ name, start, end }];
  });
  for (const [position, { name, start, end }] of starts.entries()) {
    const body = file.text.slice(
      end,
      Math.min(starts[position + 1]?.start ?? file.text.length, end + longestBody),
    );
    yield { is: 'define', name, body, place: file.place({ start, end }) };
  }
}

// Named templates that make image names are short.
const longestBody = 20_000;

const opening = /^(?<word>if|with|range|define|block)\b(?<rest>.*)$/s;
const alternative = /^else\b\s*(?:(?:if|with)\b(?<rest>.*))?$/s;
// More than this around one line has no reader either; what is left out is taken for unknown.
const mostWithin = 60;

/** Answers what surrounds an offset: called with ever larger ones, it goes through the actions once. */
function surroundings(actions: readonly Action[]): (offset: number) => readonly string[] {
  const blocks: string[][] = [[]];
  let next = 0;
  return (offset) => {
    for (let action = actions[next]; action && action.start < offset; action = actions[next]) {
      next += 1;
      const { word, rest = '' } = opening.exec(action.text)?.groups ?? {};
      const other = alternative.exec(action.text);
      // A named template sees nothing of what is around it.
      if (word === 'define' || word === 'block') blocks.push([inNamed]);
      else if (word !== undefined) blocks.push([`${word} ${rest.trim()}`]);
      else if (other) blocks.push([elseOf(blocks.pop()?.[0] ?? '', other.groups?.rest?.trim())]);
      else if (action.text === 'end') blocks.pop();
      else if (/^\$\w+\s*:?=/.test(action.text)) setIn(blocks.at(-1), action.text);
      if (blocks.length === 0) blocks.push([]);
    }
    const around = blocks.slice(-mostWithin).flat();
    return around.slice(Math.max(around.lastIndexOf(inNamed), 0)).slice(-mostWithin);
  };
}

function setIn(block: string[] | undefined, assignment: string): void {
  block?.push(assignment);
  if (block && block.length > mostWithin) block.splice(1, 1);
}

/** In the branch `else` of `if x`, or of `with x`, the dot stays and `x` does not hold; `else if y` asks for `y`. */
function elseOf(opened: string, rest: string | undefined): string {
  if (rest !== undefined && rest !== '') return `if ${rest}`;
  return `else ${opened.replace(/^(?:if|with|range|else) /, '')}`;
}

function unclosedAction(text: string): number | null {
  const last = text.lastIndexOf('{{');
  return last >= 0 && text.indexOf('}}', last) < 0 ? last : null;
}

/** A remark begins at ` #` outside of an action. */
function withoutRemark(value: string): string {
  const end = value.lastIndexOf('}}');
  const remark = value.indexOf(' #', Math.max(0, end));
  return (remark < 0 ? value : value.slice(0, remark)).trimEnd();
}

function unquoted(value: string): { readonly text: string; readonly offset: number } {
  const quote = value[0];
  const isQuoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  return isQuoted ? { text: value.slice(1, -1), offset: 1 } : { text: value, offset: 0 };
}
