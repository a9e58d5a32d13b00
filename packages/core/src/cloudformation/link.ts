import type { Linked, Tree, UnitFiles } from '../model/extractor.ts';
import { onceForEach } from '../once-for-each.ts';
import { joinPath } from '../parse/reference/index.ts';
import { occurrenceOf } from '../reference/index.ts';
import { type GivenValue, passedImages } from './passed.ts';
import type { CloudFormationFact } from './reading.ts';

/** Links templates: their own files and macros are first-party, and nested templates are further units. */
export function* linkTemplate(
  unit: UnitFiles<CloudFormationFact>,
  tree: Tree<CloudFormationFact>,
  kind: string,
): Iterable<Linked> {
  const macros = macrosIn(tree);
  const uses = new Set<string>();
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      const own = ownFile(path, fact, tree);
      if (own !== null) uses.add(own);
      if (fact.is !== 'reference' || own !== null) continue;
      if (fact.kind === 'cloudformation-macro' && macros.has(fact.name)) continue;
      const images = passedImages(path, fact, passedTo(tree).get(path) ?? []);
      if (images) yield* images;
      else {
        const { own: _own, passed: _passed, ...reference } = fact;
        yield { is: 'occurrence', ...occurrenceOf(path, reference) };
      }
    }
  }
  yield { is: 'unit', kind, uses: [...uses].filter((path) => tree.unit(path) !== undefined).sort() };
}

/** The file of the repository that a fact is about. */
function ownFile(path: string, fact: CloudFormationFact, tree: Tree<CloudFormationFact>): string | null {
  if (fact.is === 'nested') return joinPath(directoryOf(path), fact.path);
  if (fact.is !== 'reference' || !fact.own) return null;
  for (const name of fact.own) {
    const isName = !name.includes('/');
    for (const directory of isName ? [directoryOf(path)] : ancestorsOf(path)) {
      const candidate = directory === '.' ? name : `${directory}/${name}`;
      if (tree.has(candidate)) return candidate;
    }
  }
  const name = fact.own.at(-1) ?? '';
  const [only, ...others] = namesIn(tree).get(name) ?? [];
  return only !== undefined && others.length === 0 && only !== path ? only : null;
}

/** The templates of the repository by their names: what is uploaded may lie in another folder than in the bucket. */
const namesIn = onceForEach(
  (tree: Tree<CloudFormationFact>): ReadonlyMap<string, readonly string[]> =>
    Map.groupBy(
      tree.units.map(({ path }) => path),
      (path) => path.slice(path.lastIndexOf('/') + 1),
    ),
);

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

const mostAncestors = 16;

function ancestorsOf(path: string): readonly string[] {
  const found: string[] = [];
  for (
    let at = path.lastIndexOf('/');
    at > 0 && found.length < mostAncestors;
    at = path.lastIndexOf('/', at - 1)
  )
    found.push(path.slice(0, at));
  return [...found, '.'];
}

/** What templates of the repository give to the parameters of others, by the path of these. */
const passedTo = onceForEach((tree: Tree<CloudFormationFact>): ReadonlyMap<string, readonly GivenValue[]> => {
  const found = new Map<string, GivenValue[]>();
  for (const { files } of tree.units) {
    for (const { path, facts } of files) {
      for (const fact of facts) {
        const passed = fact.is === 'macro' ? undefined : fact.passed;
        const target = passed && passed.length > 0 ? ownFile(path, fact, tree) : null;
        if (!passed || target === null) continue;
        const values = found.get(target) ?? [];
        found.set(target, values);
        for (const value of passed) values.push({ ...value, path });
      }
    }
  }
  return found;
});

/** The macros that templates of the repository define. */
const macrosIn = onceForEach(
  (tree: Tree<CloudFormationFact>): ReadonlySet<string> =>
    new Set(
      tree.units.flatMap(({ files }) =>
        files.flatMap(({ facts }) => facts.flatMap((fact) => (fact.is === 'macro' ? [fact.name] : []))),
      ),
    ),
);
