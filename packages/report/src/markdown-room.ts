/** Characters that are left for what may be left out. */
export interface Room {
  characters: number;
}

/** A comment on GitHub may have 65,536 characters, its marker and a footer included; a job summary has far more. */
export const commentCharacters = 60_000;

/** Takes the first of several pieces that the room has space for, and says how many it has not. */
export function fill(pieces: Iterable<string>, room: Room): { readonly text: string; readonly left: number } {
  let text = '';
  let left = 0;
  for (const piece of pieces) {
    if (left === 0 && piece.length <= room.characters) {
      text += piece;
      room.characters -= piece.length;
    } else left += 1;
  }
  return { text, left };
}
