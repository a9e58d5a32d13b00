import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { infrastructurePrograms } from './extractor.ts';

goldenCases(infrastructurePrograms, import.meta.dirname, kinds);
