import type { Span, SyntaxProblem } from '../span.ts';
import { type AliasNode, MAX_DEPTH, type Resolved } from './node.ts';
import { unknownTarget } from './scalars.ts';

/** How many nodes the aliases of one document may add by repeating others, before further ones are cut. */
export const MAX_EXPANSION = 200_000;

/** A node with an anchor, and how much following an alias to it costs. */
export interface Anchored {
  /** Undefined while the node is still being read: an alias to it now would be recursive. */
  node: Resolved | undefined;
  /** Nodes in it and below, aliases followed. */
  weight: number;
  /** Levels below it, aliases followed. */
  height: number;
}

/** An alias as a member of its collection. */
export interface FollowedAlias {
  readonly node: AliasNode;
  readonly weight: number;
  readonly height: number;
  readonly problem: SyntaxProblem | undefined;
}

/**
 * The anchors of one document. An alias that is recursive, too deep or one too many is cut here, so that
 * whoever follows aliases afterwards ends: the tree with aliases followed has a bounded depth and size.
 */
export class Anchors {
  private readonly known = new Map<string, Anchored>();
  private expansion = 0;

  set(name: string, anchored: Anchored): void {
    this.known.set(name, anchored);
  }

  follow(name: string, span: Span, depth: number): FollowedAlias {
    const anchored = this.known.get(name);
    const message = this.troubleWith(name, anchored, depth);
    if (message === undefined && anchored?.node) {
      this.expansion += anchored.weight;
      const { node: target, weight, height } = anchored;
      return { node: { is: 'alias', name, target, ...span }, weight, height, problem: undefined };
    }
    const problem = { message: message ?? `The alias "${name}" cannot be followed.`, ...span };
    const node = { is: 'alias', name, target: unknownTarget(name, span), ...span } as const;
    return { node, weight: 1, height: 0, problem };
  }

  private troubleWith(name: string, anchored: Anchored | undefined, depth: number): string | undefined {
    if (!anchored) return `No anchor "${name}" stands before this alias.`;
    if (!anchored.node) return `The alias "${name}" is inside of what it stands for.`;
    if (depth + anchored.height > MAX_DEPTH) {
      return `The alias "${name}" nests deeper than ${MAX_DEPTH} levels.`;
    }
    if (this.expansion + anchored.weight > MAX_EXPANSION) {
      return `The aliases of this document repeat more than ${MAX_EXPANSION} nodes; "${name}" is not followed here.`;
    }
    return undefined;
  }
}
