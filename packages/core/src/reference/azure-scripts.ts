import type { Literal } from '../parse/literals/index.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { referenceFact, slotsAt } from './reference.ts';

// https://learn.microsoft.com/azure/templates/microsoft.resources/deploymentscripts
const tools: ReadonlyMap<string, string> = new Map([
  ['azPowerShellVersion', 'azure-powershell'],
  ['azCliVersion', 'azure-cli'],
]);

/** Whether a field says the version of the program that runs a deployment script of Azure. */
export function isScriptTool(field: string): boolean {
  return tools.has(field);
}

/** Reads the version of the program that runs a deployment script; one that a caller gives is named there. */
export function* scriptTool(site: LiteralSite, field: string, version: Literal): Iterable<ReferenceFact> {
  for (const reference of literalTexts(site, version)) {
    const { text, isResolved } = reference.resolved;
    if (!isResolved || !/^\d/.test(text)) continue;
    yield referenceFact(site, reference, {
      kind: 'tool',
      name: tools.get(field) ?? field,
      request: { is: 'version', text },
      slots: slotsAt(site.file, 'version', reference.resolved, { start: 0, end: text.length }),
    });
  }
}
