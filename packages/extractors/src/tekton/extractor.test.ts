import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { tekton } from './extractor.ts';

goldenCases(tekton, import.meta.dirname, kinds);
