import { type ModuleDirectory, type Names, nested, noNames } from './directory.ts';
import type { Expression } from './facts.ts';
import { instancesOf } from './instances.ts';
import type { ModuleCall } from './modules.ts';
import { filledValue, hasDefaults } from './optional-values.ts';

/** What a call gives, for each of the modules that its `for_each` makes. */
export function contextsOfCall(
  directory: ModuleDirectory,
  caller: ModuleDirectory,
  { path, fact }: ModuleCall,
  names: Names,
): readonly Names[] {
  const inputs = new Map(fact.inputs.map(({ name, value }) => [name, value]));
  const repeats = fact.forEach ? [{ name: 'each', over: fact.forEach }] : [];
  return instancesOf(caller, path, repeats, names).map((instance) => ({
    ...noNames,
    input(name) {
      const value = inputs.get(name);
      if (!value) return null;
      const declared = directory.typeOf(name);
      if (!declared || !hasDefaults(declared.type)) return caller.meaning(path, value, instance);
      const { path: typePath, type } = declared;
      const evaluate = (expression: Expression) => directory.value(typePath, expression);
      const given = nested(caller.nesting, () => caller.value(path, value, instance), null);
      return given && { is: 'value', value: filledValue(type, given, evaluate), used: 1 };
    },
  }));
}
