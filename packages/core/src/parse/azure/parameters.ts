import { entries, type Node, type ScalarNode, scalarOf } from '../tree/index.ts';

/** A text that a parameters file gives. */
export interface GivenParameter {
  readonly name: string;
  readonly value: ScalarNode;
}

/** The texts that a JSON parameters file gives (https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files). */
export function givenParameters(root: Node): readonly GivenParameter[] {
  return entries(root, 'parameters').flatMap(({ key, value: given }) => {
    const value = scalarOf(given, 'value');
    return value && !value.isNull && value.text !== '' ? [{ name: key.text, value }] : [];
  });
}

/** What is deployed with a parameters file, by its name: `main.parameters.prod.json` goes with `main`. */
export function deployedWith(path: string): string | null {
  return /^(?<stem>.*)\.parameters(?:\.[^/]*)?\.json$/.exec(path)?.groups?.stem ?? null;
}
