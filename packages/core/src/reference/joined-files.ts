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
  const parts: Part[] = [];
  let start = 0;
  for (const each of files) {
    parts.push({ ...each, start });
    // A character stands between two files, so that the end of one is not the beginning of the next.
    start += each.file.text.length + 1;
  }
  const partAt = (offset: number) => parts.findLast((part) => part.start <= offset);
  const shifts = new Map(parts.map((part) => [part.path, part.start]));
  return {
    file: joinedFile(parts, partAt),
    moved: (path, node) => movedTree(node, shifts.get(path) ?? 0, new Map()),
    locationOf(place) {
      const part = partAt(place.start);
      const by = part?.start ?? 0;
      return locate(part?.path ?? '', { ...place, start: place.start - by, end: place.end - by });
    },
  };
}

/** A file and where it begins in the joined one. */
interface Part extends PathFile {
  readonly start: number;
}

/** The joined file: its offsets are of all files, its lines and columns of the file that holds them. */
function joinedFile(parts: readonly Part[], partAt: (offset: number) => Part | undefined): SourceFile {
  const joined = sourceFile(parts.map(({ file }) => file.text).join('\n'));
  const place: SourceFile['place'] = ({ start, end }) => {
    const part = partAt(start);
    const by = part?.start ?? 0;
    const own = part?.file.place({ start: start - by, end: Math.max(end, start) - by });
    return { line: 1, column: 1, endLine: 1, endColumn: 1, ...own, start, end };
  };
  return {
    ...joined,
    place,
    problem: (code, message, span) => ({
      ...joined.problem(code, message, { start: 0, end: 0 }),
      place: place(span),
    }),
    *problems(found) {
      for (const each of joined.problems(found)) yield { ...each, place: place(each.place) };
    },
  };
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
