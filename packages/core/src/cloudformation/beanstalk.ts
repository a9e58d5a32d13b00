import { get, type Node } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { readConfig } from './init.ts';
import type { CloudFormationReading } from './reading.ts';
import { templateReferences, templateSite } from './resources.ts';
import { settled } from './settle.ts';

/**
 * Reads a configuration of the machines of Elastic Beanstalk: packages, files and commands as `cfn-init` has them, and
 * resources as a template has them (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html).
 */
export function* beanstalkReferences(file: SourceFile, root: Node): CloudFormationReading {
  const config = get(root);
  if (!config) return;
  yield* settled(readConfig({ ...templateSite(file, root), address: '.ebextensions' }, config));
  if (get(root, 'Resources')) yield* templateReferences(file, root);
}
