import { expect, test } from 'vitest';
import { holdingIn } from '../decisions/holding.ts';
import { enter } from '../ingest/dictionary.ts';
import type { FlatFinding } from '../ingest/flatten.ts';
import { testClock } from '../server.testkit.ts';
import { announceDeeds } from '../webhooks/announce.ts';
import { describeStores } from './stores.testkit.ts';

// SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
const many = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describeStores('More values than one statement may have', (open) => {
  test('are asked for in several', async () => {
    const { database } = await open();
    expect(await holdingIn(database.read, many(70_000), 0)).toEqual([]);
  });

  test('are announced in several', async () => {
    const { database } = await open();
    const hooks = many(100).map((number) => ({
      ...{ uid: `${number}`, name: `${number}`, url: 'https://chat.example/', form: 'standard' as const },
      ...{ events: '["decision.expired"]', secret: 's', restsUntil: 0, createdBy: 'Ada', createdAt: 0 },
    }));
    const by = { name: 'Fineprint', via: 'server' } as const;
    const deeds = many(100).map((number) => ({
      ...{ by, action: 'decision.expired', subject: `${number}`, detail: {} },
    }));
    await database.write(async (writing) => {
      await writing.insertInto('webhook').values(hooks).execute();
      await announceDeeds(writing, deeds, 0);
    });
    const rows = await database.read.selectFrom('webhookDelivery').select('id').execute();
    expect(rows.length).toBe(10_000);
  });

  test('of the parts of licences are entered in several', async () => {
    const { database } = await open();
    const finding: Omit<FlatFinding, 'license'> = {
      ...{ rule: 'r', key: null, ref: null, kind: null, class: null },
      ...{ fingerprint: 'f', severity: 0, waiver: null, message: 'm', detail: '{}' },
    };
    const findings = many(300).map((number) => ({
      ...finding,
      license: many(120)
        .map((part) => `LicenseRef-${number}-${part}`)
        .join(' OR '),
    }));
    await enter({ uses: [], findings }, database, testClock());
    const rows = await database.read.selectFrom('licensePart').select('licenseId').execute();
    expect(rows.length).toBe(36_000);
  });
});
