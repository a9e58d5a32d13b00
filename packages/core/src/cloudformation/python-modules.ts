import { libraryReference } from '../script/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { splitText, trimmed } from './lists.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';

/** Reads the packages that a job of Glue installs when it starts: `pandas==2.2.2,pyarrow`. */
export function* readPythonModules(
  site: TemplateSite,
  { at, resolved }: CloudFormationText,
): CloudFormationReading {
  for (const module of splitText(resolved, ',')) {
    const text = trimmed(module);
    if (text.text === '' || text.text.startsWith('s3://')) continue;
    yield* libraryReference(site, 'pypi', { at: { start: at.start, end: at.end }, resolved: text });
  }
}
