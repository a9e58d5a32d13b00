const directives = /\\\r?\n(?:[ \t]*%\{[^{}\n]{0,300}\}[ \t]*\r?\n)+/g;

/**
 * A script without the lines of Terraform's directives (`%{ if x ~}`) between the lines of a command: Terraform takes them away
 * before a shell sees that the command goes on behind them. Every other character stays where it is.
 */
export function withoutDirectives(text: string): string {
  if (!text.includes('%{')) return text;
  return text.replaceAll(directives, (found) =>
    found.replaceAll(/%\{[^\r\n]*/g, (line) => `${' '.repeat(line.length - 1)}\\`),
  );
}
