import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { argoWorkflows } from './extractor.ts';

goldenCases(argoWorkflows, import.meta.dirname, kinds);
