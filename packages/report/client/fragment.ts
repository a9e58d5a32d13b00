import { type FilterName, type Filters, filterNames } from './filters.ts';

/** What a fragment such as `#class=unknown&component=…` asks the page to show. */
export interface Asked {
  readonly filters: Filters;
  /** `ref` of the component whose details are open. */
  readonly component: string | null;
  /** `ref` of the node in the middle of the graph. */
  readonly graph: string | null;
}

/** Reads the page's fragment; one that is only an anchor asks for nothing. */
export function readFragment(fragment: string): Asked | null {
  if (!fragment.includes('=')) return null;
  const parameters = new URLSearchParams(fragment.replace(/^#/, '').replaceAll('+', '%2B'));
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = parameters.get(name);
    if (value) filters[name] = value;
  }
  return { filters, component: parameters.get('component'), graph: parameters.get('graph') };
}

/** Writes what the page shows as its fragment, so that the address of the page can be passed on. */
export function writeFragment({ filters, component, graph }: Asked): string {
  const pairs = [
    ...filterNames.map((name) => [name, filters[name]]),
    ['component', component],
    ['graph', graph],
  ];
  return pairs
    .flatMap(([name, value]) => (name && value ? [`${name}=${encodeURIComponent(value)}`] : []))
    .join('&');
}
