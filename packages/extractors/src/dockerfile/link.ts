import { type Linked, type Location, locate, type Place, type UnitFiles, type Usage } from '@fineprint/core';
import type { DockerfileFact } from './facts.ts';

/** Gives the references of a Dockerfile their path, and with it their usage where its name tells one. */
export function* linkFile(unit: UnitFiles<DockerfileFact>): Iterable<Linked> {
  for (const { path, facts } of unit.files) {
    yield { is: 'unit', kind: 'dockerfile' };
    const at = (place: Place): Location => locate(path, place);
    for (const { is: _is, place, slots, via, usage, ...rest } of facts) {
      yield {
        is: 'occurrence',
        ...rest,
        at: at(place),
        usage: usageOf(path, usage),
        slots: slots.map(({ place: slotPlace, ...slot }) => ({ ...slot, at: at(slotPlace) })),
        via: via.map(at),
      };
    }
  }
}

const forDevelopment =
  /(?:^|\/)\.devcontainer\/|(?:^|[./_-])(?:dev|devel|development|test|tests|testing|e2e|local|debug)(?:[./_-][^/]*)?$/i;

/** `Dockerfile.dev` and `.devcontainer/Dockerfile` make what nobody deploys. */
function usageOf(path: string, usage: Usage): Usage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return forDevelopment.test(name) || path.includes('.devcontainer/') ? 'development' : usage;
}
