import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { gitlabCi } from './extractor.ts';

goldenCases(gitlabCi, import.meta.dirname, kinds);
