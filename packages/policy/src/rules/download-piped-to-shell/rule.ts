import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named } from '../../wording.ts';

/** Reports downloads that a shell or another interpreter runs as they arrive. */
export const downloadPipedToShell = {
  id: 'download-piped-to-shell',
  title: 'What is downloaded is run as it arrives, before anybody can check it.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: NoOptions,
  *check({ occurrence, component }: Subjects['occurrence']): Iterable<Violation> {
    const program =
      component.kind === 'download' ? runBy.exec(occurrence.address)?.groups?.program : undefined;
    // What a commit names cannot be another script tomorrow.
    if (program === undefined || occurrence.pin === 'commit' || occurrence.pin === 'digest') return;
    yield {
      message: `${named(component)} is handed to ${inWords(program)} as it is downloaded: whatever the server answers is run.`,
      remedy:
        'Download it to a file, check the file against its SHA-256, and then run it; or install the program from a package.',
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<NoOptions>;

/** The address of a download that a program runs ends with that program: `jobs.build/steps[2]/run | sh`. */
const runBy = / \| (?<program>[a-z0-9.]+)$/;

/** `. <(curl …)` and `eval "$(curl …)"` have the shell itself run it. */
function inWords(program: string): string {
  return program === '.' || program === 'source' || program === 'eval' ? 'the shell' : program;
}
