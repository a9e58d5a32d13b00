import {
  entries,
  get,
  items,
  mapOf,
  type Node,
  type Resolved,
  type ScalarNode,
  scalarOf,
  textOf,
} from '../parse/tree/index.ts';

/** A parameter of a template. */
export interface CloudFormationParameter {
  /** `String`, `CommaDelimitedList`, `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`. */
  readonly type: string;
  readonly byDefault: ScalarNode | null;
  /** The only values that it may have, where it lists them. */
  readonly allowed: readonly ScalarNode[];
}

/** What the loops around a node (`Fn::ForEach`) put in place of their identifiers. */
export type CloudFormationBindings = ReadonlyMap<string, ScalarNode>;

/** A resource, or one round of the loop that makes it. */
export interface CloudFormationResource {
  readonly id: string;
  readonly type: string;
  readonly at: ScalarNode;
  readonly body: Resolved;
  readonly bindings: CloudFormationBindings;
}

/** A template, taken apart as far as its parts refer to each other. */
export interface CloudFormationTemplate {
  readonly root: Resolved;
  readonly parameters: ReadonlyMap<string, CloudFormationParameter>;
  readonly resources: ReadonlyMap<string, CloudFormationResource>;
  readonly mappings: Resolved | undefined;
}

/** Takes a template apart (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html). */
export function cloudFormationTemplate(root: Node): CloudFormationTemplate {
  const resources = new Map<string, CloudFormationResource>();
  const rounds = { left: mostRounds };
  for (const resource of resourcesIn(get(root, 'Resources'), new Map(), rounds, 0))
    if (!resources.has(resource.id)) resources.set(resource.id, resource);
  return {
    root: get(root) ?? nothing,
    parameters: new Map(
      entries(root, 'Parameters').map(({ key, value }) => [key.text, parameterOf(value)] as const),
    ),
    resources,
    mappings: mapOf(root, 'Mappings'),
  };
}

const nothing: Resolved = { is: 'list', items: [], tag: undefined, start: 0, end: 0 };

function parameterOf(value: Resolved): CloudFormationParameter {
  const byDefault = scalarOf(value, 'Default');
  return {
    type: textOf(value, 'Type') ?? 'String',
    byDefault: byDefault && !byDefault.isNull ? byDefault : null,
    allowed: items(value, 'AllowedValues').filter((each) => each.is === 'scalar'),
  };
}

const loop = /^Fn::ForEach::[A-Za-z0-9]+$/;
// CloudFormation allows 500 resources in a template and five nested loops.
const mostRounds = 2_000;
const deepestLoop = 5;

function* resourcesIn(
  section: Resolved | undefined,
  bindings: CloudFormationBindings,
  rounds: { left: number },
  depth: number,
): Iterable<CloudFormationResource> {
  for (const { key, value } of entries(section)) {
    if (depth < deepestLoop && value.is === 'list' && loop.test(key.text)) {
      for (const round of roundsOf(value, bindings, rounds))
        yield* resourcesIn(get(value, 2), round, rounds, depth + 1);
      continue;
    }
    const type = textOf(value, 'Type');
    if (type !== undefined) yield { id: filled(key.text, bindings), type, at: key, body: value, bindings };
  }
}

/** The bindings of each round of `[identifier, collection, fragment]`; of a collection that is no literal, one round. */
function* roundsOf(
  call: Resolved,
  outer: CloudFormationBindings,
  rounds: { left: number },
): Iterable<CloudFormationBindings> {
  const identifier = textOf(call, 0);
  const values = items(call, 1).filter((each) => each.is === 'scalar');
  if (identifier === undefined || values.length === 0) yield outer;
  else
    for (const value of values) {
      rounds.left -= 1;
      if (rounds.left < 0) return;
      yield new Map([...outer, [identifier, value]]);
    }
}

function filled(text: string, bindings: CloudFormationBindings): string {
  return bindings.size === 0
    ? text
    : text.replace(
        /[$&]\{(?<name>[A-Za-z0-9]{1,255})\}/g,
        (whole, name) => bindings.get(name)?.text ?? whole,
      );
}
