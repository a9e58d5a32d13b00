import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
import type { PolicyRule } from '../../rule.ts';
import { named } from '../../wording.ts';

const Options = z.strictObject({
  /** Key patterns of downloads that are not asked about. */
  except: z._default(z.array(z.string()), []),
});
type Options = z.infer<typeof Options>;

/** Reports downloads that nothing is compared with. */
export const downloadNotVerified = {
  id: 'download-not-verified',
  title: 'What is downloaded is compared with no checksum.',
  subject: 'occurrence',
  defaultLevel: 'note',
  options: Options,
  *check({ occurrence, component }: Subjects['occurrence'], { except }: Options): Iterable<Violation> {
    const { pin, address } = occurrence;
    if (component.kind !== 'download' || pin === 'digest' || pin === null) return;
    if (except.some((pattern) => coversKey(pattern, component.key))) return;
    // What is run as it arrives cannot be compared, and is the question of download-piped-to-shell.
    if (/ \| [a-z0-9.]+$/.test(address)) return;
    yield {
      message: `${named(component)} is downloaded, and compared with no checksum.`,
      remedy: 'Compare it with its SHA-256 ("sha256sum --check", "ADD --checksum=sha256:…").',
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<Options>;
