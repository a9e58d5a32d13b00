import { createReadStream } from 'node:fs';

/** A JSON document of which the lists may be longer than a text can be: lists of the root, or the root as a list, hold their first items only. */
export interface LargeJson {
  readonly envelope: unknown;
  /** Items of each list, by the name of its field; that of the root as a list is empty. */
  readonly counts: ReadonlyMap<string, number>;
}

const keptItems = 20;

/** Reads a JSON file in parts, and hands over each item of the lists at its root; throws where it is no JSON. */
export async function readLargeJson(
  file: string,
  see: (list: string, item: unknown) => void,
): Promise<LargeJson> {
  const counts = new Map<string, number>();
  const envelope: Buffer[] = [];
  const scanner = scan((list, text) => {
    const count = counts.get(list) ?? 0;
    counts.set(list, count + 1);
    if (count < keptItems) envelope.push(Buffer.from(count === 0 ? '' : ','), text);
    see(list, JSON.parse(text.toString('utf8')));
  }, envelope);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) scanner(chunk);
  return { envelope: JSON.parse(Buffer.concat(envelope).toString('utf8')), counts };
}

/** Cuts bytes into items, which it hands over, and the rest, which is added to the envelope; only strings and brackets matter. */
function scan(found: (list: string, text: Buffer) => void, envelope: Buffer[]): (chunk: Buffer) => void {
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let listDepth = 0;
  let list = '';
  let part: Buffer[] = [];

  const finish = () => {
    const text = Buffer.concat(part);
    part = [];
    if (text.toString('utf8').trim() !== '') found(list, text);
  };
  return (chunk) => {
    let from = 0;
    const take = (to: number) => (listDepth > 0 ? part : envelope).push(chunk.subarray(from, to));
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === 0x5c) isEscaped = true;
        else if (byte === 0x22) isText = false;
        continue;
      }
      if (byte === 0x22) isText = true;
      else if (byte === 0x7b || byte === 0x5b) {
        depth += 1;
        if (byte === 0x7b || listDepth > 0 || depth > 2) continue;
        take(at + 1);
        from = at + 1;
        listDepth = depth;
        list = depth === 1 ? '' : lastKey(envelope);
      } else if (byte === 0x7d || byte === 0x5d) {
        if (depth === listDepth) {
          take(at);
          from = at;
          finish();
          listDepth = 0;
        }
        depth -= 1;
      } else if (byte === 0x2c && depth === listDepth && listDepth > 0) {
        take(at);
        from = at + 1;
        finish();
      }
    }
    take(chunk.length);
  };
}

function lastKey(envelope: readonly Buffer[]): string {
  const tail = Buffer.concat(envelope.slice(-3)).toString('utf8').slice(-200);
  return /"(?<key>[^"]*)"\s*:\s*\[$/.exec(tail)?.groups?.key ?? '';
}
