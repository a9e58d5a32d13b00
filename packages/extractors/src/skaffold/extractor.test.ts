import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { skaffold } from './extractor.ts';

goldenCases(skaffold, import.meta.dirname, kinds);
