import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { nuget } from './extractor.ts';

goldenCases(nuget, import.meta.dirname, kinds);
