import * as z from 'zod';

const offset = z.int().min(0);

/** The schema of the edits that mend a finding, given that of a path. */
export function fixSchema(path: z.ZodString) {
  const edit = z.looseObject({
    path,
    start: offset.describe('In UTF-16 code units from the beginning of the text of the file.'),
    end: offset.describe('Where what gives way ends; `start` where nothing does.'),
    text: z.string().describe('What is written there.'),
    byteOrderMark: z.exactOptional(
      z.literal(true).describe('The file begins with a byte order mark, which offsets count as one unit.'),
    ),
  });
  return z
    .nullable(z.array(edit))
    .describe(
      'The edits that mend the finding, sorted by path and place: those of `fineprint pin --online`, proven by reading the repository again with them. `null` where none is known, which is so in every scan that asked nobody.',
    );
}
