import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { goModules } from './extractor.ts';

goldenCases(goModules, import.meta.dirname, kinds);
