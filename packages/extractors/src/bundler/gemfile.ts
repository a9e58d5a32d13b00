import {
  type DependencyFact,
  encodedText,
  type FileProblem,
  type ReferenceSite,
  referenceFact,
  type Scope,
  type SourceFile,
  slotsAt,
  type Usage,
} from '@fineprint/core';
import { gemFact, type Options } from './gem.ts';
import { type Argument, type Call, rubyStatements } from './statements.ts';

/** A block that is open: what it says for the gems in it. */
interface Block {
  readonly groups: readonly string[];
  readonly options: Options;
}

/** Reads `Gemfile` (https://bundler.io/man/gemfile.5.html) as far as it is literal. */
export function* readGemfile(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  const blocks: Block[] = [];
  for (const statement of rubyStatements(file.text)) {
    if (statement.method === 'end') blocks.pop();
    else if (!('args' in statement)) blocks.push(plain);
    else {
      yield* readCall(file, statement, blocks);
      if (statement.opens) blocks.push(blockOf(statement));
    }
  }
}

const plain: Block = { groups: [], options: new Map() };
const taking: ReadonlySet<string> = new Set(['git', 'github', 'path', 'source', 'gist']);

function blockOf({ method, args }: Call): Block {
  if (method === 'group')
    return {
      groups: args.filter(({ is, key }) => is !== 'other' && key === null).map(({ text }) => text),
      options: new Map(),
    };
  const [first] = args;
  if (!taking.has(method) || !first) return plain;
  const options = new Map<string, Argument>([[method, first]]);
  for (const argument of args) if (argument.key) options.set(argument.key, argument);
  return { groups: [], options };
}

function* readCall(
  file: SourceFile,
  { method, args }: Call,
  blocks: readonly Block[],
): Iterable<DependencyFact> {
  if (method === 'ruby') yield* rubyVersion(file, args);
  if (method !== 'gem') return;
  const own = args
    .filter(({ is, key }) => is !== 'other' && (key === 'group' || key === 'groups'))
    .map(({ text }) => text);
  const groups = [...blocks.flatMap((block) => block.groups), ...own];
  const options = new Map(blocks.flatMap((block) => [...block.options]));
  const fact = gemFact({ file, address: 'gem', ...useOf(groups) }, args, options);
  if (fact) yield fact;
}

const development =
  /^(?:dev|development|tests?|rubocop|lint|linters?|style|docs?|documentation|ci|mdl|rake|debug|pry|tools?|local|profile|benchmark|coverage|danger|guard|integration)$/i;

/** A gem in several groups is used as the most exposed of them. */
function useOf(groups: readonly string[]): { readonly usage: Usage; readonly scope?: Scope } {
  if (groups.length > 0 && groups.every((group) => development.test(group)))
    return { usage: 'development', scope: 'excluded' };
  return { usage: 'deployed' };
}

/** `ruby "3.3.4"`; a version that stands in another file is named there. */
function* rubyVersion(file: SourceFile, args: readonly Argument[]): Iterable<DependencyFact> {
  const version = args.find(({ key, is }) => key === null && is === 'string');
  if (version) yield rubyTool({ file, address: 'ruby', usage: 'build' }, version);
}

/** The Ruby that a Gemfile or gemspec asks for. */
export function rubyTool(site: ReferenceSite, version: Argument): DependencyFact {
  const { start, end, text } = version;
  const resolved = encodedText(text, { start, end }, true);
  return referenceFact(
    site,
    { at: { start, end }, resolved },
    {
      kind: 'tool',
      name: 'ruby',
      request: { is: 'version', text },
      slots: slotsAt(site.file, 'version', resolved, { start: 0, end: text.length }),
    },
  );
}
