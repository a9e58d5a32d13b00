import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { tflint } from './extractor.ts';

goldenCases(tflint, import.meta.dirname, kinds);
