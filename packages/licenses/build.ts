import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asciiJson, compileClasses, compileFacts, compileGroup, readFactFiles } from './compile.ts';
import { compileLibraries } from './compile-libraries.ts';
import { compileObligations, type ObligationLine } from './compile-obligations.ts';
import { compileReferences, referenceTexts } from './compile-references.ts';
import { compileStandardTexts, compressed } from './compile-standard-texts.ts';
import { compileTexts, listedTexts } from './compile-texts.ts';
import { readLines } from './read-lines.ts';
import { factGroups } from './src/fact-groups.ts';
import type { StandardText } from './src/standard-texts.ts';

// Run by hand after a change of facts/: node packages/licenses/build.ts
const facts = join(import.meta.dirname, 'facts');
const files = readFactFiles(facts);
const data = join(import.meta.dirname, 'data');
mkdirSync(data, { recursive: true });
write('facts.json', compileFacts(files));
for (const group of factGroups) write(`${group}.json`, compileGroup(files, group));
write('libraries.json', compileLibraries(files.libraries));
write('classes.json', compileClasses(files));
const listed = listedTexts();
write('texts.json', compileTexts(listed));
write('references.json', compileReferences(referenceTexts(listed), listed));
const asked = readLines<ObligationLine>(join(facts, 'obligations.jsonl'));
write('obligations.json', compileObligations(asked, [...files.classes, ...files.customLicenses]));
const texts = compileStandardTexts(readLines<StandardText>(join(facts, 'exceptions.jsonl')));
writeFileSync(join(data, 'license-texts.json.br'), compressed(asciiJson(texts)));

function write(name: string, value: unknown): void {
  writeFileSync(join(data, name), asciiJson(value));
}
