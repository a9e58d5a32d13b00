import { Option } from 'commander';

/** The option that says whether what is printed is coloured. */
export function colorOption(): Option {
  return new Option('--color <when>', 'colour what is printed')
    .choices(['auto', 'always', 'never'])
    .default('auto');
}

/** Gathers the values of an option that may be given more than once. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
