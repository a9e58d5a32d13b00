import { isoTime } from '../api/time.ts';

/** An event as it was kept. */
export interface KeptEvent {
  readonly type: string;
  readonly createdAt: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes what a webhook is sent: the event as JSON, or a sentence for a channel of Slack and what understands its form. */
export function messageOf(
  { type, createdAt, data }: KeptEvent,
  form: 'standard' | 'slack',
  origin: string,
): string {
  const url = typeof data.question === 'string' ? `${origin}/questions/${data.question}` : origin;
  return form === 'slack'
    ? JSON.stringify({ text: `${escaped(sentence(type, data))} <${url}|Open>` })
    : JSON.stringify({ type, timestamp: isoTime(createdAt), data: { ...data, url } });
}

const sentences: Readonly<Record<string, string>> = {
  'decision.made': 'was decided',
  'decision.confirmed': 'was confirmed by a second person',
  'decision.declined': 'was declined by a second person',
  'decision.withdrawn': 'was withdrawn',
  'decision.expiring': 'expires soon',
  'decision.expired': 'has expired, and waits for a decision again',
};

function sentence(type: string, data: KeptEvent['data']): string {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  if (type === 'question.opened') return `${data.count} new: what waits for a decision has become more.`;
  if (type === 'report.failed')
    return `A report of ${text('project')} could not be taken in: ${text('failure')}`;
  const about = [text('component'), text('license'), text('rule')].filter((part) => part !== '').join(', ');
  const what = sentences[type];
  if (what === undefined) return `${type}: ${text('subject')}`;
  return `${about}: "${text('outcome')}" ${what}. By ${text('decidedBy')}: ${text('reason')}`;
}

/** In Slack these three mean links and mentions (https://api.slack.com/reference/surfaces/formatting). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
