import { placeInRepository, type Subjects, type Violation } from '@fineprint/core';
import type { PolicyRule } from '../../rule.ts';
import { Sources } from '../../sources.ts';
import { named } from '../../wording.ts';

/** Reports references that fetch a component by a way on which anybody between can change it. */
export const transportInsecure = {
  id: 'transport-insecure',
  title: 'A component is fetched by a way on which it can be changed.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: Sources,
  section: 'sources',
  *check({ occurrence, component }: Subjects['occurrence'], { transport }: Sources): Iterable<Violation> {
    const way = wayOf(occurrence.text) ?? wayOf(component.source ?? '');
    // A digest says what has to arrive, whoever brings it.
    if (way === null || transport.includes(way) || occurrence.pin === 'digest') return;
    yield {
      message: `${named(component)} is fetched by ${way}, on whose way anybody can change it.`,
      remedy: `Fetch it by https or ssh, or check it against a digest.`,
      locations: [placeInRepository(occurrence)],
    };
  },
} as const satisfies PolicyRule<Sources>;

const address =
  /(?<![a-z0-9+.-])(?<way>[a-z][a-z0-9+.-]{1,20}):\/\/(?:[^/@\s]*@)?(?<host>\[[0-9a-f:]+\]|[^/:\s'"?#]+)/i;

/** The scheme of a URL whose host lies on a network that is not one's own machine; `git+http` is `http`. */
function wayOf(text: string): string | null {
  const { way, host } = address.exec(text.slice(0, 2_000))?.groups ?? {};
  if (way === undefined || host === undefined || isNear(host.toLowerCase())) return null;
  return way.toLowerCase().split('+').at(-1) ?? null;
}

/** What never leaves the machine or the cluster. */
function isNear(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '[::1]' ||
    host.startsWith('127.') ||
    host.endsWith('.localhost') ||
    host.endsWith('.svc') ||
    host.endsWith('.svc.cluster.local')
  );
}
