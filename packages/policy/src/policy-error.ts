import { codeFrame, type Location, type NonEmpty, printable } from '@fineprint/core';

/** One thing that is wrong with a policy file, and where. */
export interface PolicyDefect {
  readonly message: string;
  readonly location: Location;
}

/** The user asked for a policy that cannot hold. Its message tells every defect with its place and a code frame. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  /** Where the first defect is. */
  readonly location: Location;
  /** Code frame of the first defect. */
  readonly frame: string;
  readonly defects: NonEmpty<PolicyDefect>;

  constructor(defects: NonEmpty<PolicyDefect>, text: string, extendedAt: readonly string[] = []) {
    super(
      [messageOf(defects, text), ...extendedAt.map((place) => printable(`extended at ${place}`))].join('\n'),
    );
    this.defects = defects;
    this.location = defects[0].location;
    this.frame = codeFrame(text, this.location);
  }
}

/** A reader mends the first few and runs again; a file that is no policy at all would fill the screen. */
const shownDefects = 10;

function messageOf(defects: NonEmpty<PolicyDefect>, text: string): string {
  const told = defects.slice(0, shownDefects).map(({ message, location }) => {
    const place = `${location.path}:${location.line}:${location.column}`;
    return `${printable(`${place}: ${message}`)}\n${codeFrame(text, location)}`.trimEnd();
  });
  const more = defects.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more defects are not shown.`] : [])].join('\n\n');
}
