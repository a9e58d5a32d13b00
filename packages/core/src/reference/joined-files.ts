import { type Location, locate, type Place } from '../model/location.ts';
import type { Node, Resolved, ScalarNode } from '../parse/tree/index.ts';
import { type SourceFile, sourceFile } from '../read/source-file.ts';

/** A file with its path, where values of several are put together. */
export interface PathFile {
  readonly path: string;
  readonly file: SourceFile;
}

/**
 * Several files read as one, one after the other, so that a reference may be put together of values that stand in
 * different files: spans of the joined file are offsets in all of them.
 */
export interface JoinedFiles {
  readonly file: SourceFile;
  /** Moves a tree of one of the files to where the file stands in the joined one. */
  moved(path: string, node: Node): Node;
  /** The file and the place in it that a place of the joined file is. */
  locationOf(place: Place): Location;
}

/** Joins files, each of which stands in the list once. */
export function joinFiles(files: readonly PathFile[]): JoinedFiles {
  const starts: number[] = [];
  let length = 0;
  for (const { file } of files) {
    starts.push(length);
    // A character stands between two files, so that the end of one is not the beginning of the next.
    length += file.text.length + 1;
  }
  const text = files.map(({ file }) => file.text).join('\n');
  const base = (index: number) => starts[index] ?? 0;
  const indexAt = (offset: number) =>
    Math.max(
      starts.findLastIndex((start) => start <= offset),
      0,
    );
  const shifts = new Map(files.map(({ path }, index) => [path, base(index)]));
  const place: SourceFile['place'] = ({ start, end }) => {
    const index = indexAt(start);
    const file = files[index]?.file;
    const own = file?.place({ start: start - base(index), end: Math.max(end, start) - base(index) });
    return shifted(own ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }, { start, end });
  };
  const joined = sourceFile(text);
  return {
    file: {
      ...joined,
      place,
      problem: (code, message, span) => ({
        ...joined.problem(code, message, { start: 0, end: 0 }),
        place: place(span),
      }),
      *problems(found) {
        for (const each of joined.problems(found)) yield { ...each, place: place(each.place) };
      },
    },
    moved: (path, node) => movedTree(node, shifts.get(path) ?? 0, new Map()),
    locationOf(joinedPlace) {
      const index = indexAt(joinedPlace.start);
      const { start, end } = joinedPlace;
      const own = shifted(joinedPlace, { start: start - base(index), end: end - base(index) });
      return locate(files[index]?.path ?? '', own);
    },
  };
}

function shifted(place: Omit<Place, 'start' | 'end'>, span: Pick<Place, 'start' | 'end'>): Place {
  return { ...place, ...span };
}

/** Copies a tree with its spans moved; what several aliases share stays shared. */
function movedTree(node: Node, by: number, done: Map<Node, Node>): Node {
  if (by === 0) return node;
  const known = done.get(node);
  if (known) return known;
  const moved = movedNode(node, by, done);
  done.set(node, moved);
  return moved;
}

function movedNode(node: Node, by: number, done: Map<Node, Node>): Node {
  const span = { start: node.start + by, end: node.end + by };
  switch (node.is) {
    case 'scalar':
      return movedScalar(node, by);
    case 'alias':
      return { ...node, ...span, target: movedTree(node.target, by, done) as Resolved };
    case 'list':
      return { ...node, ...span, items: node.items.map((item) => movedTree(item, by, done)) };
    case 'map':
      return {
        ...node,
        ...span,
        entries: node.entries.map(({ key, value }) => ({
          key: movedScalar(key, by),
          value: movedTree(value, by, done),
        })),
      };
  }
}

function movedScalar(scalar: ScalarNode, by: number): ScalarNode {
  const { comment } = scalar;
  return {
    ...scalar,
    start: scalar.start + by,
    end: scalar.end + by,
    comment: comment && { ...comment, start: comment.start + by, end: comment.end + by },
  };
}
