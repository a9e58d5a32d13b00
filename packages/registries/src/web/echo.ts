import type { GetOptions, WebAnswer } from './web.ts';

// What is shorter stands in answers by chance.
const leastLength = 6;

/** What is secret of an `Authorization`: the token or pair, the pair as it is written in words, and its password. */
function secretsOf(authorization: string): readonly string[] {
  const [, scheme = '', value = ''] = /^(?<scheme>\S+)\s+(?<value>.*)$/s.exec(authorization) ?? [];
  if (!/^basic$/i.test(scheme)) return [value].filter(isLong);
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return [value, pair, pair.slice(pair.indexOf(':') + 1)].filter(isLong);
}

/** Whether somebody answers with what they were asked with, and what nobody else is to read. */
export function isEcho(authorization: string, said: Iterable<string | Buffer>): boolean {
  const secrets = secretsOf(authorization);
  return [...said].some((one) => secrets.some((secret) => one.includes(secret)));
}

function isLong({ length }: string): boolean {
  return length >= leastLength;
}

/** An answer that holds the credentials it was asked with is told to nobody, and not kept. */
export function withoutEcho(answer: WebAnswer, { authorization }: GetOptions): WebAnswer {
  if (answer.is !== 'answer' || authorization === undefined) return answer;
  const { url, headers, body } = answer;
  if (!isEcho(authorization, [body, ...headers.values()])) return answer;
  const host = URL.canParse(url) ? new URL(url).host : '';
  return {
    is: 'unanswered',
    url,
    because: `${host}: It answered with the credentials that it was asked with.`,
  };
}
