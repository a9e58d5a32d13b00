import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asciiJson, compileClasses, compileFacts, compileGroup, readFactFiles } from './compile.ts';
import { compileTexts, listedTexts } from './compile-texts.ts';
import { factGroups } from './src/fact-groups.ts';

// Run by hand after a change of facts/: node packages/licenses/build.ts
const files = readFactFiles(join(import.meta.dirname, 'facts'));
const data = join(import.meta.dirname, 'data');
mkdirSync(data, { recursive: true });
write('facts.json', compileFacts(files));
for (const group of factGroups) write(`${group}.json`, compileGroup(files, group));
write('classes.json', compileClasses(files));
write('texts.json', compileTexts(listedTexts()));

function write(name: string, value: unknown): void {
  writeFileSync(join(data, name), asciiJson(value));
}
