// The floor: lists a tree and reads the bytes of the files that a list names. Plain JavaScript, so that its start is that of
// the bare runtime: stripping types would cost it more than all it does. With `parse` it also parses YAML and JSON, with the
// quickest packages there are, and keeps nothing: no places, no second attempt where a template is no YAML, and none of the
// other formats.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , root = '.', list = '', parses] = process.argv;
const loadAll = parses === 'parse' ? (await import('js-yaml')).loadAll : null;
const pending = [root];
let entries = 0;
for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    entries += 1;
    if (entry.isDirectory() && entry.name !== '.git') pending.push(join(directory, entry.name));
  }
}
let bytes = 0;
let parsed = 0;
let refused = 0;
for (const path of readFileSync(list, 'utf8').split('\0')) {
  if (path === '') continue;
  const content = readFileSync(join(root, path));
  bytes += content.length;
  const parse = /\.ya?ml$/.test(path) ? loadAll : loadAll && /\.json$/.test(path) ? JSON.parse : null;
  if (!parse) continue;
  try {
    parse(content.toString());
    parsed += 1;
  } catch {
    refused += 1;
  }
}
process.stdout.write(`${entries} entries, ${bytes} bytes, ${parsed} parsed, ${refused} not\n`);
