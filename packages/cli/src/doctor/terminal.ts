import { usesColor } from '../color.ts';
import { showsLinks } from '../links.ts';
import { type Surroundings, widthOf } from '../surroundings.ts';
import type { Section } from './checked.ts';

/** What is printed to, and what is known of it. */
export function terminal(process: Surroundings): Section {
  const { stdout, env } = process;
  const width = widthOf(process);
  const shape = Number.isFinite(width)
    ? `${width} columns`
    : 'none: nothing is folded, and there is no progress';
  const color = usesColor('auto', stdout, env) ? 'yes' : 'no';
  const variables = ['NO_COLOR', 'FORCE_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE', 'TERM'];
  const why = variables.filter((name) => env[name] !== undefined).map((name) => `${name}=${env[name]}`);
  const links = showsLinks(stdout, env) ? 'yes' : 'no; FORCE_HYPERLINK=1 says that it can';
  return {
    title: 'Terminal',
    checked: [
      { is: 'ok', what: 'terminal', says: shape },
      { is: 'ok', what: 'colour', says: `${color}${why.length === 0 ? '' : ` (${why.join(', ')})`}` },
      { is: 'ok', what: 'links', says: links },
    ],
  };
}
