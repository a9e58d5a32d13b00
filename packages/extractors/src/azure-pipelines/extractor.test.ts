import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { azurePipelines } from './extractor.ts';

goldenCases(azurePipelines, import.meta.dirname, kinds);
