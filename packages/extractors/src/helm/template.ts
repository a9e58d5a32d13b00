import type { FileProblem, SourceFile } from '@fineprint/core';
import type { DefineFact, TemplateImageFact } from './facts.ts';

// A template is no YAML until it is rendered; what stands on a line of its own after `image:` is read all the same.
const imageLine = /^[ \t]*(?:-[ \t]+)?image:[ \t]+(?<value>\S[^\r\n]*)$/dgm;
const definition = /\{\{-?[ \t]*define[ \t]+"(?<name>[^"\n]{1,200})"/g;
const mention = /\.Values\.(?<path>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)/g;
const inclusion = /\b(?:include|template)[ \t]+"(?<name>[^"\n]{1,200})"/g;
const scope = /\{\{-?[ \t]*(?<word>if|with|range|end|define|block)\b(?<rest>[^}]*)/g;

/** Reads a template for its `image:` lines and for its named templates, with the values that they mention. */
export function* readTemplate(file: SourceFile): Iterable<TemplateImageFact | DefineFact | FileProblem> {
  const { text } = file;
  const open = unclosedAction(text);
  if (open !== null) {
    yield file.problem('syntax-invalid', 'A template action is opened here and never closed.', {
      start: open,
      end: open + 2,
    });
  }
  yield* definesOf(file);
  for (const match of text.matchAll(imageLine)) {
    const [start = 0] = match.indices?.groups?.value ?? [];
    const value = withoutRemark(match.groups?.value ?? '');
    const { text: written, offset } = unquoted(value);
    if (written === '' || written.startsWith('{{/*')) continue;
    const place = file.place({ start: start + offset, end: start + offset + written.length });
    const dot = scopeAt(text, match.index);
    const own = mentionsOf(written);
    // Inside `with .Values.image`, `.repository` is `.Values.image.repository`.
    const mentions = own.length === 0 && dot !== null && /\{\{/.test(written) ? [dot] : own;
    yield {
      is: 'template-image',
      text: written,
      mentions,
      includes: includesOf(written),
      usesAppVersion: /\.Chart\.AppVersion/.test(written),
      place,
    };
  }
}

function* definesOf(file: SourceFile): Iterable<DefineFact> {
  const starts = [...file.text.matchAll(definition)];
  for (const [position, match] of starts.entries()) {
    const end = starts[position + 1]?.index ?? file.text.length;
    const body = file.text.slice(match.index + match[0].length, end);
    const place = file.place({ start: match.index, end: match.index + match[0].length });
    yield {
      is: 'define',
      name: match.groups?.name ?? '',
      mentions: mentionsOf(body),
      includes: includesOf(body),
      place,
    };
  }
}

function mentionsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(mention)].map(({ groups }) => groups?.path ?? ''))];
}

function includesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(inclusion)].map(({ groups }) => groups?.name ?? ''))];
}

/** The `.Values` path that `with` makes the dot at an offset, or `null`. */
function scopeAt(text: string, offset: number): string | null {
  const open: (string | null)[] = [];
  for (const { index, groups } of text.matchAll(scope)) {
    if (index >= offset) break;
    if (groups?.word === 'end') open.pop();
    else open.push(groups?.word === 'with' ? (mentionsOf(groups.rest ?? '')[0] ?? null) : null);
  }
  return open.findLast((path) => path !== null) ?? null;
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
