import { type Resolved, type ScalarNode, scalarOf, textOf } from '../parse/tree/index.ts';
import { referenceFact, scalarReference } from '../reference/index.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';

// What AWS itself offers, resources of the template's own functions, and directives of the tool `rain`.
const ours = /^(?:AWS|Custom|Alexa|Rain)::/;
const registered = /^[A-Za-z0-9]{2,64}(?:::[A-Za-z0-9]{2,64}){1,3}$/;

/** Reads the type of a resource, if it is one that somebody registered: `Org::Service::Resource`, with `::MODULE` a module. */
export function* readRegisteredType(site: TemplateSite, body: Resolved): CloudFormationReading {
  const type = scalarOf(body, 'Type');
  if (!type || !registered.test(type.text) || (ours.test(type.text) && !type.text.endsWith('::MODULE')))
    return;
  yield typeFact(site, type, type.text, type.text.endsWith('::MODULE'));
}

/** Reads the activation of a public extension, which names its type and its publisher. */
export function* readActivation(site: TemplateSite, body: Resolved): CloudFormationReading {
  const arn = scalarOf(body, 'Properties', 'PublicTypeArn');
  const name = scalarOf(body, 'Properties', 'TypeName');
  const isModule = textOf(body, 'Properties', 'Type') === 'MODULE';
  const ofArn = arn?.text.slice(arn.text.lastIndexOf('/') + 1).replaceAll('-', '::');
  const at = name ?? arn;
  const type = name?.text ?? ofArn ?? '';
  if (at && registered.test(type)) yield typeFact(site, at, type, isModule);
}

function typeFact(site: TemplateSite, at: ScalarNode, name: string, isModule: boolean) {
  return referenceFact(site, scalarReference(at), {
    kind: isModule ? 'cloudformation-module' : 'cloudformation-type',
    name,
    request: { is: 'nothing' },
    slots: [],
  });
}
