import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { helmfile } from './extractor.ts';

goldenCases(helmfile, import.meta.dirname, kinds);
