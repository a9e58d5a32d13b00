import {
  type FileProblem,
  imageReference,
  type ReferenceFact,
  type Resolved,
  type ScalarNode,
  type SourceFile,
} from '@fineprint/core';
import { jinjaActions } from './actions.ts';
import type { AnsibleFact } from './facts.ts';
import { filledReference } from './fill.ts';
import type { Frame } from './template.ts';

/*
 * Templates are of any format, and what Jinja leaves of it is seldom one that could be parsed: only lines are looked at
 * that say `image: …`, as manifests and Compose files do. What holds no expression is read with the format.
 */
const imageLine = /^[ \t]*(?:-[ \t]+)?(?:image|"image"):[ \t]+(?<rest>[^\s#][^\r\n]*)/gm;
const longest = 1000;

/** Says that a template asks for images by expressions. */
export function* readTemplate(file: SourceFile): Iterable<AnsibleFact> {
  if (imagesOf(file).length > 0) yield { is: 'template', place: file.place({ start: 0, end: 0 }) };
}

/** Reads the images of a template; `moved` moves a scalar of it into the frame's file. */
export function* templateReferences(
  frame: Frame,
  template: SourceFile,
  moved: (scalar: ScalarNode) => Resolved,
): Iterable<ReferenceFact | FileProblem> {
  const own = ownNames(template.text);
  const scope: Frame['scope'] = (name) => (own.has(name) ? [] : frame.scope(name));
  for (const scalar of imagesOf(template)) {
    const image = moved(scalar);
    if (image.is !== 'scalar') continue;
    const site = { file: frame.file, address: 'image', usage: 'deployed', namesAreGlobal: true } as const;
    yield* imageReference(site, filledReference({ ...frame, scope }, image));
  }
}

function imagesOf({ text }: SourceFile): readonly ScalarNode[] {
  return Array.from(text.matchAll(imageLine)).flatMap(({ index, 0: line, groups }) => {
    const rest = groups?.rest ?? '';
    const value = rest.length > longest ? '' : writtenValue(rest);
    const actions = jinjaActions(value);
    if (actions.length === 0 || actions.some(({ isExpression }) => !isExpression)) return [];
    const start = index + line.length - rest.length + rest.indexOf(value);
    return [scalarAt(value, start)];
  });
}

/** The value of a line without quotes, comma and comment. */
function writtenValue(rest: string): string {
  const quoted = /^(?<mark>["'])(?<value>[^\r\n]*?)\k<mark>/.exec(rest)?.groups?.value;
  return (
    quoted ??
    rest
      .replace(/[ \t]#.*$/s, '')
      .trimEnd()
      .replace(/,$/, '')
  );
}

/** The names that the template itself gives to something: `{% set x = … %}`, `{% for key, x in … %}`. */
function ownNames(text: string): ReadonlySet<string> {
  const names = new Set(['item', 'loop']);
  for (const { groups } of text.matchAll(/\{%[-+]?\s{0,20}(?:set|for)\s{1,20}(?<names>\w[\w, ]{0,200})/g))
    for (const [name] of (groups?.names ?? '').matchAll(/\w+/g)) names.add(name);
  return names;
}

function scalarAt(text: string, start: number): ScalarNode {
  return {
    is: 'scalar',
    text,
    start,
    end: start + text.length,
    style: 'plain',
    plain: true,
    isNull: false,
    verbatim: true,
    templated: true,
    tag: undefined,
    comment: undefined,
  };
}
