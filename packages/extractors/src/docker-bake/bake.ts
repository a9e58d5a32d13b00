import {
  attributeOf,
  blocksOf,
  evaluateHcl,
  type FileProblem,
  gitParts,
  type HclBlock,
  type HclBody,
  HclBudget,
  type HclResolution,
  type HclScope,
  type HclValue,
  hclResolved,
  hclSpan,
  imageReference,
  isGitUrl,
  literalString,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  resolvedText,
  type SourceFile,
  type Span,
  type SyntaxProblem,
} from '@fineprint/core';

/** Reads the targets of a file (https://docs.docker.com/build/bake/reference/), its variables filled in by their defaults. */
export function* readBake(
  file: SourceFile,
  { body, problems }: { readonly body: HclBody; readonly problems: readonly SyntaxProblem[] },
): Iterable<ReferenceFact | FileProblem> {
  yield* file.problems(problems);
  const evaluate = evaluator(file, body);
  const variables = blocksOf(body, 'variable', 1);
  for (const target of blocksOf(body, 'target', 1)) yield* readTarget({ file, evaluate, variables }, target);
}

/** What targets are read with: the variables, and what expressions are worth with them. */
interface Bake {
  readonly file: SourceFile;
  readonly evaluate: Evaluate;
  readonly variables: readonly HclBlock[];
}

type Evaluate = (expression: Parameters<typeof evaluateHcl>[0]) => HclValue;

// One file stands for itself here; places of other files cannot come up.
const here = '';
const costOfFile = 20;

function evaluator(file: SourceFile, body: HclBody): Evaluate {
  const defaults = new Map(
    blocksOf(body, 'variable', 1).map((block) => [
      block.labels[0]?.text ?? '',
      attributeOf(block.body, 'default')?.value,
    ]),
  );
  const resolve = (name: string): HclResolution => {
    const expression = defaults.get(name) ?? attributeOf(body, name)?.value;
    return expression
      ? { is: 'expression', expression, scope, used: 0 }
      : { is: 'unknown', reason: `No variable "${name}" with a default is in the file.` };
  };
  const scope: HclScope = { file: here, text: file.text, resolve };
  const budget = new HclBudget(costOfFile);
  return (expression) => evaluateHcl(expression, scope, budget);
}

function* readTarget(bake: Bake, { labels, body }: HclBlock): Iterable<ReferenceFact | FileProblem> {
  const { file, evaluate } = bake;
  const site: ReferenceSite = { file, address: `target.${labels[0]?.text ?? ''}`, usage: 'build' };
  const context = attributeOf(body, 'context');
  if (context)
    yield* readContext(bake, site, { value: evaluate(context.value), span: hclSpan(context.value) });
  const contexts = attributeOf(body, 'contexts');
  for (const { key, value } of contexts?.value.is === 'object' ? contexts.value.items : []) {
    const name = literalString(key)?.value ?? '';
    const at = { ...site, address: `${site.address}/contexts.${name}` };
    yield* readContext(bake, at, { value: evaluate(value), span: hclSpan(value) });
  }
}

const image = 'docker-image://';

/** A context is `docker-image://name`, a repository, a path, or another target of the file. */
function* readContext(
  { variables }: Bake,
  site: ReferenceSite,
  {
    value,
    span,
  }: {
    readonly value: HclValue;
    readonly span: Span;
  },
): Iterable<ReferenceFact | FileProblem> {
  if (value.is !== 'string' && value.is !== 'unknown') return;
  const resolved = throughVariables(hclResolved(value, here), span, variables);
  const { text } = resolved;
  const reference: Reference = { at: { start: span.start, end: span.end }, resolved };
  if (text.startsWith(image))
    yield* imageReference(site, {
      ...reference,
      resolved: partOf(resolved, { start: image.length, end: text.length }),
    });
  else if (isGitUrl(text)) {
    const parts = gitParts(site.file, resolved);
    if (parts) yield referenceFact(site, reference, parts);
  }
}

/** Says of what stands elsewhere which variable it is the default of. */
function throughVariables({ pieces }: ResolvedText, at: Span, variables: readonly HclBlock[]): ResolvedText {
  return resolvedText(
    pieces.map((piece) => {
      const { is, span } = piece;
      if (is !== 'written' || (at.start <= span.start && span.end <= at.end)) return piece;
      const variable = variables.find(({ start, end }) => start <= span.start && span.end <= end);
      return { ...piece, via: [{ name: variable?.labels[0]?.text ?? '', place: span }] };
    }),
  );
}
