import { html, type Markup } from '@fineprint/report/html';
import type { ChangePage } from '@fineprint/server';
import { plural } from './pieces.ts';

type Counts = ChangePage['items'][number]['changes'];

/** What a report changed, in a few words; licences first, since they are what nobody looks for in a bump. */
export function changeWords({ added, removed, versions, licenses, pins, opened, closed }: Counts): string {
  const parts = [
    licenses > 0 ? `${plural(licenses, 'licence')} changed` : '',
    opened > 0 ? `${plural(opened, 'finding')} opened` : '',
    closed > 0 ? `${plural(closed, 'finding')} closed` : '',
    added > 0 ? `${plural(added, 'component')} added` : '',
    removed > 0 ? `${plural(removed, 'component')} removed` : '',
    versions > 0 ? `${plural(versions, 'version')} changed` : '',
    pins > 0 ? `${plural(pins, 'pin')} changed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing changed' : parts.join(', ');
}

/** The address of the page that compares two reports. */
export function comparing(before: string, after: string): string {
  return `/compare?before=${encodeURIComponent(before)}&after=${encodeURIComponent(after)}`;
}

/** What a report changed, with a link to all of it where there is something to compare with. */
export function changeLink({ before, report, isFirst, changes }: ChangePage['items'][number]): Markup {
  if (isFirst)
    return html`First report: ${plural(changes.added, 'component')}, ${plural(changes.opened, 'finding')}`;
  const words = changeWords(changes);
  return before === null ? html`${words}` : html`<a href="${comparing(before, report)}">${words}</a>`;
}
