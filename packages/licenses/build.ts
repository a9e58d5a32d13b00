import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asciiJson, compileClasses, compileFacts, readFactFiles } from './compile.ts';
import { compileReferences, referenceTexts } from './compile-references.ts';
import { compileTexts, listedTexts } from './compile-texts.ts';

// Run by hand after a change of facts/: node packages/licenses/build.ts
const files = readFactFiles(join(import.meta.dirname, 'facts'));
const data = join(import.meta.dirname, 'data');
mkdirSync(data, { recursive: true });
write('facts.json', compileFacts(files));
write('classes.json', compileClasses(files));
const listed = listedTexts();
write('texts.json', compileTexts(listed));
write('references.json', compileReferences(referenceTexts(listed), listed));

function write(name: string, value: unknown): void {
  writeFileSync(join(data, name), asciiJson(value));
}
