import type { LinkTo } from '@fineprint/report';
import { type ColorChoice, usesColor } from './color.ts';
import { linksFrom } from './links.ts';
import { type Surroundings, widthOf } from './surroundings.ts';

/** What text may use of where it is shown. */
export interface Appearance {
  readonly color: boolean;
  readonly width: number;
  readonly linkTo: LinkTo | null;
}

/** How text appears on standard output (`null`), and in a file: there as in a pipe, whatever the terminal can. */
export type Appearing = (file: string | null) => Appearance;

/** Makes the appearance of what is printed; places are links to what lies in `root`, where there is one. */
export function appearing(choice: ColorChoice, process: Surroundings, root: string | null): Appearing {
  const terminal = {
    color: usesColor(choice, process.stdout, process.env),
    width: widthOf(process),
    linkTo: root === null ? null : linksFrom(root, choice, process),
  };
  const inFile = unfolded(choice === 'always');
  return (file) => (file === null ? terminal : inFile(file));
}

/** The appearance of what no terminal shows: no line is folded, and no place is a link. */
export function unfolded(color: boolean): Appearing {
  return () => ({ color, width: Number.POSITIVE_INFINITY, linkTo: null });
}
