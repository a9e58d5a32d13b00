import type { Form, PageApi } from '@fineprint/server';
import { obligationsPage } from './pages/obligations.ts';
import { again, type Filled } from './request.ts';

/** Ticks off what is chosen of what licences ask. */
const tick: Form = {
  url: '/projects/:id/obligations',
  perform: async ({ params: { id = '' }, fields }, api) => {
    const { channel = 'main', report = '', note = '', after = '' } = fields;
    const path = `/projects/${encodeURIComponent(id)}/obligations`;
    // Boxes are called as what they stand for: an obligation, a space and a licence.
    const asks = Object.keys(fields).flatMap((name) => {
      const space = name.indexOf(' ');
      return space === -1 ? [] : [{ obligation: name.slice(0, space), license: name.slice(space + 1) }];
    });
    const page = (filled: Filled, asked: PageApi) => obligationsPage(id, filled, asked);
    const nothing = { status: 400, detail: 'Choose what is done.' };
    if (asks.length === 0) return again(page, fields, nothing, api);
    // Browsers send the ends of lines as CR LF.
    const body = { channel, report, asks, note: note.replaceAll('\r\n', '\n') };
    const made = await api.attempt(`${path}/ticks`, body);
    if (made.is === 'refused') return again(page, fields, made, api);
    return `${path}?${placed({ channel, after, ticked: String(asks.length) })}`;
  },
};

/** Takes a tick back. */
const untick: Form = {
  url: '/projects/:id/obligations/untick',
  perform: async ({ params: { id = '' }, fields }, api) => {
    const { channel = 'main', after = '', tick: uid = '' } = fields;
    const path = `/projects/${encodeURIComponent(id)}/obligations`;
    await api.delete(`${path}/ticks/${encodeURIComponent(uid)}`);
    return `${path}?${placed({ channel, after })}`;
  },
};

function placed(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString();
}

/** Everything that is done with what licences ask. */
export const obligationForms: readonly Form[] = [tick, untick];
