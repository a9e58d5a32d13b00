import { parseEvents, YAMLException } from 'js-yaml';
import { MAX_DEPTH } from './node.ts';
import { type YamlSource, type YamlTrees, yamlTrees } from './yaml-tree.ts';

/** A failed reading: where it stopped and why. */
export interface YamlFailure {
  readonly is: 'failure';
  readonly at: number;
  readonly reason: string;
  /** Whether it is no fault of the text, but more nesting than is read. */
  readonly isTooDeep: boolean;
}

/** A successful reading. */
export interface YamlSuccess extends YamlTrees {
  readonly is: 'trees';
}

/** Reads a text once, as it is. */
export function readYaml(source: YamlSource): YamlSuccess | YamlFailure {
  try {
    // The parser counts the root, too.
    const events = parseEvents(source.read, { maxDepth: MAX_DEPTH + 1 });
    const { documents, problems, hasDoubleBrace } = yamlTrees(source, events);
    return { is: 'trees', documents, problems, hasDoubleBrace };
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    return {
      is: 'failure',
      at: Math.min(cause.mark?.position ?? 0, source.read.length),
      reason: cause.reason,
      isTooDeep: cause.reason.startsWith('nesting exceeded'),
    };
  }
}
