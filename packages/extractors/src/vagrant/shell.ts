import {
  type FileProblem,
  hashValue,
  listed,
  type ReferenceFact,
  type RubyCall,
  type RubyValue,
  rubyScriptReferences,
  rubyText,
  type SourceFile,
} from '@fineprint/core';
import { isSetting, machineOf } from './settings.ts';

/** Reads the scripts that the shell provisioner runs in a machine, where they stand in the Vagrantfile. */
export function* readShell(
  file: SourceFile,
  calls: readonly RubyCall[],
): Iterable<ReferenceFact | FileProblem> {
  for (const call of calls) {
    for (const value of scriptsOf(call)) {
      if (value.is !== 'text') continue;
      const site = { file, address: `${machineOf(call)}provision.shell`, usage: 'development' } as const;
      yield* rubyScriptReferences(site, value);
    }
  }
}

function scriptsOf(call: RubyCall): readonly RubyValue[] {
  if (isProvisioner(call)) return listed(hashValue('inline', ...call.args));
  return isSetting(call, 'inline=') && call.within.some(isProvisioner) ? listed(call.args[0]) : [];
}

/** `provision "shell"`, or `provision "name", type: "shell"`; for Windows it may be PowerShell. */
function isProvisioner({ path, args }: RubyCall): boolean {
  if (path.at(-1) !== 'provision') return false;
  const isPowerShell = hashValue('powershell_args', ...args) !== undefined;
  return !isPowerShell && (rubyText(hashValue('type', ...args)) ?? rubyText(args[0])) === 'shell';
}
