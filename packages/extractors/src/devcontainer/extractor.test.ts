import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { devcontainer } from './extractor.ts';

goldenCases(devcontainer, import.meta.dirname, kinds);
