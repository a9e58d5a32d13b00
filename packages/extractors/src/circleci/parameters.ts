import {
  entries,
  filledReferences,
  items,
  type Node,
  type Reference,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
} from '@fineprint/core';

/** The values that a parameter may have where it is used. */
export type Parameters = (name: string) => readonly ScalarNode[];

const expression = /<<\s{0,10}(?<name>(?:pipeline\.)?parameters\.[\w-]{1,200})\s{0,10}>>/g;

/** A scalar once for each value of the parameters in it. */
export function filled(file: SourceFile, scalar: ScalarNode, parameters: Parameters): readonly Reference[] {
  return filledReferences(file, scalar, expression, parameters);
}

/** Finds what the parameters of a configuration may be: those of jobs as workflows give them, else their defaults. */
export function parametersOf(root: Node): {
  readonly of: (kind: string, name: string, holder: Resolved) => Parameters;
} {
  const pipeline = defaultsOf(root);
  const given = givenToJobs(root);
  return {
    of(kind, name, holder) {
      const own = defaultsOf(holder);
      const fromWorkflows = kind === 'jobs' ? given.get(name) : undefined;
      return (asked) => {
        const [, isPipeline, parameter = ''] = /^(pipeline\.)?parameters\.(.*)$/.exec(asked) ?? [];
        if (isPipeline) return pipeline.get(parameter) ?? [];
        const values = fromWorkflows?.get(parameter) ?? [];
        return values.length > 0 ? values : (own.get(parameter) ?? []);
      };
    },
  };
}

function defaultsOf(holder: Node): ReadonlyMap<string, readonly ScalarNode[]> {
  const found = new Map<string, readonly ScalarNode[]>();
  for (const { key, value } of entries(holder, 'parameters')) {
    const scalar = scalarOf(value, 'default');
    if (scalar && !scalar.isNull) found.set(key.text, [scalar]);
  }
  return found;
}

/** What workflows give to each job: plain values, and those of a matrix. */
function givenToJobs(root: Node): ReadonlyMap<string, ReadonlyMap<string, readonly ScalarNode[]>> {
  const found = new Map<string, Map<string, ScalarNode[]>>();
  for (const { value: workflow } of entries(root, 'workflows')) {
    for (const job of items(workflow, 'jobs')) {
      for (const { key, value } of entries(job)) {
        const values = found.get(key.text) ?? new Map<string, ScalarNode[]>();
        for (const parameter of [...entries(value), ...entries(value, 'matrix', 'parameters')])
          add(values, parameter.key.text, parameter.value);
        found.set(key.text, values);
      }
    }
  }
  return found;
}

function add(values: Map<string, ScalarNode[]>, name: string, value: Resolved): void {
  const known = values.get(name) ?? [];
  for (const each of value.is === 'list' ? items(value) : [value])
    if (each.is === 'scalar' && !each.isNull && !each.text.includes('<<')) known.push(each);
  values.set(name, known);
}
