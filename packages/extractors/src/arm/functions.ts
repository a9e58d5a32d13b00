import {
  azureFunction,
  type CallLiteral,
  entryValue,
  type Literal,
  type LiteralEvaluation,
  type MapLiteral,
  plainText,
  type TextPart,
} from '@fineprint/core';

/** Stands for the subscription and resource group that a template is deployed to. */
export const deployedTo = '*';

/** Evaluates the functions that templates have besides those of Bicep. */
export function templateFunction(
  call: CallLiteral,
  evaluation: LiteralEvaluation,
  template: MapLiteral,
): readonly Literal[] | undefined {
  switch (call.callee.toLowerCase()) {
    case 'createobject':
      return [createdObject(call)];
    case 'deployment':
      return [deploymentOf(call, template)];
    case 'resourceid':
      return templateSpecId(call);
    default:
      return azureFunction(call, evaluation);
  }
}

/** What a template can know of its deployment: itself. */
function deploymentOf({ start, end }: CallLiteral, template: MapLiteral): Literal {
  const version = entryValue(template, 'contentVersion');
  const object = (key: string, value: Literal): Literal => ({
    is: 'map',
    entries: [{ key, value }],
    start,
    end,
  });
  const written: Literal = {
    is: 'map',
    entries: version ? [{ key: 'contentVersion', value: version }] : [],
    start,
    end,
  };
  return object('properties', object('template', written));
}

/** `createObject('key', value, …)`. */
function createdObject({ args, start, end }: CallLiteral): Literal {
  const entries = args.flatMap((value, index) => {
    const key = plainText(args[index - 1]);
    return index % 2 === 1 && key !== undefined ? [{ key, value }] : [];
  });
  return { is: 'map', entries, start, end };
}

/** `resourceId([subscription], [group], 'Microsoft.Resources/templateSpecs/versions', name, version)`. */
function templateSpecId({ args, start, end }: CallLiteral): readonly Literal[] | undefined {
  const type = args.findIndex((each) => plainText(each) === 'Microsoft.Resources/templateSpecs/versions');
  const [name, version] = args.slice(type + 1);
  if (type < 0 || !name || !version) return undefined;
  const given = args.slice(0, type);
  const subscription = given.at(-2);
  const group = given.at(-1);
  const parts: readonly TextPart[] = [
    { is: 'supplied', text: '/subscriptions/' },
    holeOf(subscription),
    { is: 'supplied', text: '/resourceGroups/' },
    holeOf(group),
    { is: 'supplied', text: '/providers/Microsoft.Resources/templateSpecs/' },
    holeOf(name),
    { is: 'supplied', text: '/versions/' },
    holeOf(version),
  ];
  return [{ is: 'text', parts, start, end }];
}

function holeOf(value: Literal | undefined): TextPart {
  return value ? { is: 'hole', value } : { is: 'supplied', text: deployedTo };
}
