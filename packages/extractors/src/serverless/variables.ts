import {
  type Entry,
  get,
  type Node,
  type Resolved,
  resolve,
  type ScalarNode,
  scalarOf,
} from '@fineprint/core';

// Values that refer to values multiply; the largest services have a few thousand.
const mostNodes = 100_000;
const mostCharacters = 2_000_000;
const deepest = 60;

/**
 * Fills in the variables that the file itself answers (https://www.serverless.com/framework/docs/guides/variables):
 * `${self:custom.x}`, and the fallbacks of options and of the environment. A value that is nothing but a variable is taken
 * over with its place.
 */
export function filledIn(root: Node, others: OtherFiles = {}): Resolved {
  return new Filling(resolve(root), others).node(resolve(root), 0);
}

/** What variables find in other files than the one that they stand in; of these only texts are taken over. */
export interface OtherFiles {
  /** The service, where the file is a part of it. */
  readonly service?: Resolved;
  /** The content of a file by its path as the service says it. */
  readonly file?: (path: string) => Resolved | null;
}

class Filling {
  readonly #root: Resolved;
  readonly #others: OtherFiles;
  #left = mostNodes;
  #characters = mostCharacters;

  constructor(root: Resolved, others: OtherFiles) {
    this.#root = others.service ?? root;
    this.#others = others;
  }

  node(node: Resolved, depth: number): Resolved {
    this.#left -= 1;
    if (this.#left < 0 || depth > deepest) return node;
    if (node.is === 'scalar') return this.#scalar(node, depth);
    if (node.is === 'list')
      return { ...node, items: node.items.map((item) => this.node(resolve(item), depth + 1)) };
    const entries = node.entries.map(
      ({ key, value }): Entry => ({ key, value: this.node(resolve(value), depth + 1) }),
    );
    return { ...node, entries };
  }

  #scalar(scalar: ScalarNode, depth: number): Resolved {
    if (!/[$#]\{/.test(scalar.text)) return scalar;
    const whole = variableAt(scalar.text, 0);
    if (whole?.end === scalar.text.length && scalar.tag === undefined) {
      const found = this.#valueOf(whole.inner, scalar, depth + 1);
      if (found) return found.isNull ? scalar : found.node;
    }
    const text = this.#text(scalar, depth);
    return text === scalar.text ? scalar : { ...scalar, text, verbatim: false };
  }

  /** A text with those of its variables filled in that are known. */
  #text(scalar: ScalarNode, depth: number): string {
    const { text } = scalar;
    this.#characters -= text.length;
    if (this.#characters < 0) return text;
    const parts: string[] = [];
    let done = 0;
    for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', done)) {
      const variable = variableAt(text, at);
      if (!variable) break;
      const found = this.#valueOf(variable.inner, scalar, depth + 1);
      const value = found?.node.is === 'scalar' && !found.isNull ? found.node.text : null;
      this.#characters -= value?.length ?? 0;
      if (this.#characters < 0) return text;
      parts.push(text.slice(done, at), value ?? pseudo.get(variable.inner) ?? text.slice(at, variable.end));
      done = variable.end;
      if (text.length > longestText) break;
    }
    // The form of a plugin for what CloudFormation itself fills in.
    return (parts.join('') + text.slice(done)).replaceAll('#{AWS::', '${AWS::');
  }

  #valueOf(inner: string, scalar: ScalarNode, depth: number): Found | null {
    if (depth > deepest || this.#left < 0) return null;
    this.#left -= 1;
    const filled = inner.includes('${') ? this.#text({ ...scalar, text: inner }, depth) : inner;
    for (const candidate of fallbacks(filled)) {
      const found = this.#candidate(candidate, scalar, depth);
      if (found !== 'absent') return found;
    }
    return null;
  }

  /** `null` where only a deployment knows the value, `absent` where the next fallback counts. */
  #candidate(source: string, scalar: ScalarNode, depth: number): Found | null | 'absent' {
    const quoted = /^(?:'(?<single>[^']*)'|"(?<double>[^"]*)")$/.exec(source)?.groups;
    if (quoted) return literal(scalar, quoted.single ?? quoted.double ?? '');
    if (/^(?:opt|env):/.test(source)) return 'absent';
    if (source === 'sls:stage') return this.#stage(scalar, depth);
    if (source.startsWith('file(')) {
      const found = this.#inFile(source);
      return found && this.#foreign(found, scalar, depth);
    }
    const path = pathOf(source);
    if (path === null) return /^[\w.-]+$/.test(source) ? literal(scalar, source) : null;
    const { node, isForeign } = this.#find(path, scalar, depth);
    if (isForeign) return this.#foreign(node, scalar, depth);
    if (!node || (node.is === 'scalar' && node.isNull)) return 'absent';
    return { node: this.node(node, depth + 1), isNull: false };
  }

  /** Walks a path of the service, also on into a file that stands for a part of it. */
  #find(path: readonly string[], scalar: ScalarNode, depth: number) {
    let node: Resolved | undefined = this.#root;
    let isForeign = this.#others.service !== undefined;
    for (const step of path) {
      if (node?.is === 'scalar' && node.text.startsWith('${file(')) {
        const inner = this.#text({ ...scalar, text: node.text.slice('${'.length, -1) }, depth + 1);
        node = this.#inFile(inner) ?? undefined;
        isForeign = true;
      }
      node = get(node, step);
    }
    return { node, isForeign };
  }

  /** What `file(path):key` names; `null` where nobody knows it. */
  #inFile(source: string): Resolved | null {
    const { path = '', key } = fileSource.exec(source)?.groups ?? {};
    const root = this.#others.file?.(path.trim()) ?? null;
    return (root && get(root, ...(key?.split('.') ?? []))) ?? null;
  }

  /** A value of another file stands here as a text: its place is not one of this file. */
  #foreign(node: Resolved | undefined, scalar: ScalarNode, depth: number): Found | null | 'absent' {
    if (!node || (node.is === 'scalar' && node.isNull)) return 'absent';
    return node.is === 'scalar' ? literal(scalar, this.#text(node, depth + 1)) : null;
  }

  #stage(scalar: ScalarNode, depth: number): Found {
    const stage = scalarOf(this.#root, 'provider', 'stage');
    const filled = stage ? this.node(stage, depth + 1) : undefined;
    return filled?.is === 'scalar' && !filled.text.includes('${')
      ? { node: filled, isNull: false }
      : literal(scalar, 'dev');
  }
}

const fileSource = /^file\((?<path>[^()]+)\)(?::(?<key>.+))?$/;
const longestText = 65_536;

interface Found {
  readonly node: Resolved;
  readonly isNull: boolean;
}

function literal(scalar: ScalarNode, text: string): Found {
  const isSame = text === scalar.text;
  return { node: { ...scalar, text, verbatim: isSame && scalar.verbatim }, isNull: false };
}

const pseudo: ReadonlyMap<string, string> = new Map([
  ['aws:region', '${AWS::Region}'],
  ['aws:accountId', '${AWS::AccountId}'],
]);

function pathOf(source: string): readonly string[] | null {
  const [, kind, path = ''] = /^(self|param):(.*)$/s.exec(source) ?? [];
  if (kind === 'self') return path === '' ? [] : path.split('.');
  return kind === 'param' ? ['params', 'default', path] : null;
}

/** The variable that begins at an offset: `${…}` up to its own closing brace. */
function variableAt(text: string, at: number): { readonly inner: string; readonly end: number } | null {
  if (!text.startsWith('${', at)) return null;
  let depth = 0;
  for (let index = at + 1; index < text.length && index < at + longestVariable; index += 1) {
    if (text[index] === '{') depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return { inner: text.slice(at + 2, index), end: index + 1 };
  }
  return null;
}

const longestVariable = 4_000;

/** What stands between commas outside of quotes. */
function fallbacks(text: string): readonly string[] {
  return (text.match(/(?:'[^']*'|"[^"]*"|\([^()]*\)|[^,'"()]|['"()])+/g) ?? []).map((part) => part.trim());
}
