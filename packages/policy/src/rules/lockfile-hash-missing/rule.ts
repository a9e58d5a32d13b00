import { nonEmpty, placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import * as z from 'zod/mini';
import { type LockedUse, lockedUses, namesOf } from '../../lockfiles.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';

const Options = z.strictObject({
  /** The platforms that the lock of a provider has to hold hashes of, where it has none for all of them. */
  platforms: z._default(z.array(z.string()), ['linux_amd64', 'darwin_arm64']),
});
type Options = z.infer<typeof Options>;

/** Reports lockfiles with entries that name no hash beside others that do, or no hash for every platform. */
export const lockfileHashMissing = {
  id: 'lockfile-hash-missing',
  title: 'A lockfile lacks hashes that it could hold.',
  subject: 'unit',
  defaultLevel: 'note',
  options: Options,
  *check({ uses }: Subjects['unit'], { platforms }: Options): Iterable<Violation> {
    for (const [path, all] of lockedUses(uses)) {
      const chosen = all.filter(isChosen);
      const lockfile = quotable(path);
      const bare = chosen.some(isHashed) ? chosen.filter((use) => !isHashed(use) && isHashable(use)) : [];
      if (bare.length > 0)
        yield {
          message: `${lockfile} has no hash of what ${namesOf(bare)} to, and has one of others.`,
          remedy: `Let the tool write ${lockfile} anew with hashes, and commit it.`,
          ...places(path, bare),
        };
      const few = chosen.filter((use) => isFewPlatforms(use, platforms.length));
      if (few.length > 0)
        yield {
          message: `${lockfile} has hashes of ${namesOf(few, 'for fewer', 'for fewer')} than ${platforms.length} platforms: elsewhere "init" refuses it, or has to be told to forget it.`,
          remedy: `Write the hashes of each platform that is used: "terraform providers lock${platforms.map((each) => ` -platform=${each}`).join('')}".`,
          ...places(path, few),
        };
    }
  },
} as const satisfies PolicyRule<Options>;

function isChosen({ occurrence: { lock, locked } }: LockedUse): boolean {
  return locked === true && (lock.says === 'agrees' || lock.says === 'disagrees');
}

function isHashed({ occurrence: { lock } }: LockedUse): boolean {
  return Object.keys(lock.hashes).length > 0;
}

/**
 * A commit is the hash of what it names, an archive by a URL may have none that a lockfile could know, and a manager of
 * tools knows the checksums of those whose publishers give one.
 */
function isHashable({ component: { commit, version, kind } }: LockedUse): boolean {
  return commit === null && version !== null && kind !== 'tool';
}

/** `h1:` is of one platform each; the SHA-256 of a registry's checksum document are of all of them. */
function isFewPlatforms({ component, occurrence: { lock } }: LockedUse, platforms: number): boolean {
  const { h1 = 0, sha256 = 0 } = lock.hashes;
  return component.kind === 'terraform-provider' && sha256 === 0 && h1 > 0 && h1 < platforms;
}

function places(path: string, uses: readonly LockedUse[]): Pick<Violation, 'locations' | 'place'> {
  const locations = uses.slice(0, mostPlaces).map(({ occurrence }) => placeInRepository(occurrence));
  return { locations: nonEmpty(locations), place: { path, address: '' } };
}

const mostPlaces = 20;
