import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { powershellScripts } from './extractor.ts';

goldenCases(powershellScripts, import.meta.dirname, kinds);
