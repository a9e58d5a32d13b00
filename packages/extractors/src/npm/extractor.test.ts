import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { npm } from './extractor.ts';

goldenCases(npm, import.meta.dirname, kinds);
