// The floor: lists a tree and reads the bytes of the files that a list names. Plain JavaScript, so that its start is that of
// the bare runtime: stripping types would cost it more than all it does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , root = '.', list = ''] = process.argv;
const pending = [root];
let entries = 0;
for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    entries += 1;
    if (entry.isDirectory() && entry.name !== '.git') pending.push(join(directory, entry.name));
  }
}
let bytes = 0;
for (const path of readFileSync(list, 'utf8').split('\0'))
  if (path !== '') bytes += readFileSync(join(root, path)).length;
process.stdout.write(`${entries} entries, ${bytes} bytes\n`);
