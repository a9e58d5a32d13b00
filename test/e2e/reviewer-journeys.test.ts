import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LicenseEvidence, Report } from '@fineprint/core';
import type {
  Decision,
  DecisionPage,
  InboxPage,
  PolicyVersion,
  ProjectPage,
  Server,
} from '@fineprint/server';
import { pages } from '@fineprint/web';
import { runScan } from 'fineprint';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { comeIn, launched, type Person, phone, violations, wide } from './browsing.ts';
import { patient, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-reviewing-'));
const complaints: string[] = [];
const failures: unknown[] = [];
let server: Server;
let browser: Browser;
let report: Report;
let admin: Person;

beforeAll(async () => {
  browser = await launched();
  report = await scanned();
  server = await started('one');
  admin = await comeIn(server, `${server.url}/welcome?code=${server.firstCode}`, browser, complaints);
  await admin.send(report, 'one');
  await admin.send(report, 'two');
});
afterAll(async () => {
  await browser.close();
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect([...complaints.splice(0), ...failures], 'nothing fails in a page or in the server').toEqual([]);
});

function started(name: string, given: { readonly fourEyes?: boolean } = {}): Promise<Server> {
  return served(join(folder, name), { pages, failed: (cause) => failures.push(cause), ...given });
}

async function scanned(): Promise<Report> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const given = { policies: [], exclude: [], only: [], cache: null, env };
  return (await runScan('test/repos/harbour', given)).report;
}

const needsReview = 'license-needs-review';

/** The questions of a rule that wait, the gravest and widest first. */
async function waiting(person: Person, query = `rule=${needsReview}`): Promise<InboxPage['items']> {
  return (await person.ask<InboxPage>('GET', `/inbox?limit=200&${query}`)).items;
}

/** Takes the decision back that was just made. */
async function takeBack(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Take it back' }).click();
  await page.getByRole('textbox', { name: 'Why' }).fill('It was the wrong one.');
  await page.getByRole('button', { name: 'Take it back' }).click();
}

/** A report of a later scan, in which the component of a question is another version, or has another licence. */
function later(day: number, key: string, change: (text: string) => string): Report {
  const changed = report.components.filter((component) => component.key === key);
  const refs = new Set(changed.map(({ ref }) => ref));
  return {
    ...report,
    scan: { ...report.scan, asOf: `2026-12-0${day}T00:00:00Z` },
    components: report.components.map((each) =>
      refs.has(each.ref) ? { ...each, ref: change(each.ref) } : each,
    ),
    findings: report.findings.map((each) =>
      each.ref !== null && refs.has(each.ref) ? { ...each, ref: change(each.ref) } : each,
    ),
  };
}

test('a decision for one project shows its effect first, without a script, and leaves the others waiting', async () => {
  const [first] = await waiting(admin);
  const page = await admin.open('/', { ...wide, javaScriptEnabled: false });
  await page.getByLabel('Rule').selectOption(needsReview);
  await page.getByRole('button', { name: 'Narrow' }).click();
  await page.locator('a.row').first().click();
  await page.getByRole('radio', { name: /^Reject/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Not in this product.');
  await page
    .getByRole('combobox', { name: 'Where it holds' })
    .selectOption(await optionOf(page, /^Project one/));
  await page.getByRole('button', { name: 'Show what it touches' }).click();
  await page.getByText('in 1 project, and those that come later').waitFor();
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('Not in this product.');
  // A range that is none is said, and nothing is lost; the browser tells the status of that answer.
  await page.getByRole('textbox', { name: /^Versions/ }).fill('seven');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByRole('alert').getByText('"seven" is no range').waitFor();
  expect(await page.getByRole('radio', { name: /^Reject/ }).isChecked()).toBe(true);
  expect(complaints.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
  await page.getByRole('textbox', { name: /^Versions/ }).fill('');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  // Back in the list that it was chosen from, with what was decided.
  await page.getByRole('status').getByText('Rejected').waitFor();
  expect(new URL(page.url()).searchParams.get('rule')).toBe(needsReview);
  expect((await waiting(admin)).find(({ id }) => id === first?.id)?.projects).toBe(1);
  await takeBack(page);
  await page.getByRole('heading', { name: 'What waits for a decision' }).waitFor();
  expect(new URL(page.url()).searchParams.get('decided')).toBe(null);
  expect((await waiting(admin)).find(({ id }) => id === first?.id)?.projects).toBe(2);
  await page.goto(`${server.url}/questions/${first?.id}`);
  await page.getByText(/^Withdrawn by admin on .*: It was the wrong one\.$/).waitFor();
});

test('a form that is older than what was decided says so, keeps what was filled in, and decides when asked again', async () => {
  const [first] = await waiting(admin);
  const page = await admin.open(`/questions/${first?.id}`, { ...wide, javaScriptEnabled: false });
  const given = { question: first?.id, scope: { is: 'all' }, outcome: 'rejected', reason: 'Not with us.' };
  await admin.ask('POST', '/decisions', given);
  await page.getByRole('radio', { name: /^Approve As long/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Our counsel read it.');
  // To look at what it touches does not hide what was decided.
  await page.getByRole('button', { name: 'Show what it touches' }).click();
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText('Meanwhile admin rejected it for all projects: “Not with us.”')
    .waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('409 (Conflict)')]);
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('Our counsel read it.');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByRole('status').getByText('Approved').waitFor();
  const { items } = await admin.ask<DecisionPage>('GET', `/decisions?question=${first?.id}&limit=2`);
  expect(items.map(({ outcome, state }) => [outcome, state])).toEqual([
    ['approved', 'in-force'],
    ['rejected', 'replaced'],
  ]);
  await admin.ask('POST', `/decisions/${items[0]?.id}/changes`, { change: 'withdraw' });
});

test('an answer that settles nothing says so before it is saved, without a script', async () => {
  const [first] = await waiting(admin);
  const page = await admin.open(`/questions/${first?.id}`, { ...wide, javaScriptEnabled: false });
  await page.getByRole('radio', { name: /^Reject/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Not of that version.');
  await page.getByRole('textbox', { name: /^Versions/ }).fill('>=4711');
  const decide = page.getByRole('button', { name: 'Decide', exact: true });
  await decide.click();
  await page.getByRole('alert').getByText('none of its findings there is of versions “>=4711”').waitFor();
  // What is said of one range says nothing of another.
  await page.getByRole('textbox', { name: /^Versions/ }).fill('>=4712');
  await decide.click();
  await page.getByRole('alert').getByText('none of its findings there is of versions “>=4712”').waitFor();
  await decide.click();
  await page.getByRole('status').getByText('Rejected').waitFor();
  const { items } = await admin.ask<DecisionPage>('GET', `/decisions?question=${first?.id}&limit=1`);
  expect(items[0]).toMatchObject({ versions: '>=4712', state: 'in-force' });
  await admin.ask('POST', `/decisions/${items[0]?.id}/changes`, { change: 'withdraw' });
});

test('a reason of two lines stays two lines, looked at first and shown later, without a script', async () => {
  const [first] = await waiting(admin);
  const reason = 'Asked\u200d legal.\nThey\tagree <b>.';
  const page = await admin.open(`/questions/${first?.id}?reason=`, { ...wide, javaScriptEnabled: false });
  await page.getByRole('radio', { name: /^Reject/ }).check();
  // Without a script the day can be filled in beside any answer, and belongs to one alone.
  await page.getByLabel('Last day').fill('2099-01-31');
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.getByRole('button', { name: 'Show what it touches' }).click();
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe(reason);
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByRole('link', { name: 'Decisions' }).click();
  // What is hidden in it is shown; its lines are lines.
  await page.locator('.said').first().waitFor();
  await page.waitForLoadState();
  expect(await page.evaluate("document.querySelector('.said').innerText")).toBe(
    'Asked\\u{200d} legal.\nThey agree <b>.',
  );
  const { items } = await admin.ask<DecisionPage>('GET', '/decisions');
  expect(items[0]).toMatchObject({ reason, expiresAt: null });
  await page.locator('summary', { hasText: 'Withdraw' }).first().click();
  await page.getByRole('textbox', { name: 'Why' }).first().fill('Only tried.');
  await page.getByRole('button', { name: 'Withdraw' }).first().click();
});

test('a reason that is sent when the session has ended is still there after logging in again', async () => {
  const [first] = await waiting(admin);
  const page = await admin.open(`/questions/${first?.id}`);
  await page.getByRole('radio', { name: /^Reject/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Asked "legal".\nThey <b>agree</b>.');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByText('Your session ended meanwhile.').waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('401 (Unauthorized)')]);
  expect(await violations(page)).toEqual([]);
  await page.context().addCookies(cookies);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('status').getByText('Rejected').waitFor();
  const { items } = await admin.ask<DecisionPage>('GET', '/decisions');
  expect(items[0]).toMatchObject({ outcome: 'rejected', reason: 'Asked "legal".\nThey <b>agree</b>.' });
  await takeBack(page);
});

test('the record of a project tells what settles its findings, and what was decided for others is not told', async () => {
  const [first] = await waiting(admin);
  const { items } = await admin.ask<ProjectPage>('GET', '/projects');
  const decide = async (name: string, outcome: string) => {
    const project = items.find((each) => each.name === name)?.id;
    const scope = { is: 'project', project };
    return admin.ask<Decision>('POST', '/decisions', {
      ...{ question: first?.id, scope, outcome, reason: `Asked\nfor ${name}.` },
    });
  };
  const made = [await decide('one', 'approved'), await decide('two', 'rejected')];
  const page = await admin.open(`/projects/${items.find(({ name }) => name === 'one')?.id}/record`);
  await page.getByText('Approved for project one by admin').first().waitFor();
  expect(await page.getByText('Rejected').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  for (const { id } of made) await admin.ask('POST', `/decisions/${id}/changes`, { change: 'withdraw' });
});

test('from the page of a project, a finding leads to a decision for that project', async () => {
  const page = await admin.open('/projects', { ...wide, javaScriptEnabled: false });
  await page.getByRole('link', { name: 'two', exact: true }).click();
  await page.locator('.places a').first().click();
  const where = page.getByRole('combobox', { name: 'Where it holds' });
  expect(await where.locator('option:checked').textContent()).toMatch(/^Project two/);
  await page.goBack();
  await page.locator('dl.facts a').first().click();
  await page.locator('a.row').first().click();
  expect(await where.locator('option:checked').textContent()).toMatch(/^Project two/);
});

test('the effect follows what is chosen', async () => {
  const [first] = await waiting(admin);
  const page = await admin.open(`/questions/${first?.id}`);
  await page.getByText('in 2 projects, and those').waitFor();
  await page
    .getByRole('combobox', { name: 'Where it holds' })
    .selectOption(await optionOf(page, /^Project two/));
  await page.getByText('in 1 project, and those').waitFor();
  // While it is typed: nobody has to leave the field first.
  await page.getByRole('textbox', { name: /^Versions/ }).pressSequentially('<0.0.1');
  await page.getByText('It is the answer to 0 findings in 0 projects').waitFor();
  expect(await page.getByLabel('Last day').isVisible()).toBe(false);
  await page.getByRole('radio', { name: /^Approve until/ }).check();
  expect(await page.getByLabel('Last day').isVisible()).toBe(true);
});

async function optionOf(page: Awaited<ReturnType<Person['open']>>, name: RegExp): Promise<string> {
  const options = page
    .getByRole('combobox', { name: 'Where it holds' })
    .getByRole('option')
    .filter({ hasText: name });
  return (await options.first().getAttribute('value')) ?? '';
}

test('many questions are answered at once, and the answer is undone', async () => {
  const before = await waiting(admin);
  const page = await admin.open(`/?rule=${needsReview}`);
  await page.getByRole('link', { name: `Decide all ${before.length} at once` }).click();
  await page.getByRole('heading', { name: `One answer to ${before.length} questions` }).waitFor();
  expect(await page.locator('a.row').count()).toBe(before.length);
  await page.getByRole('radio', { name: /^Approve As long/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('All of them run inside only.');
  await page.getByRole('button', { name: `Decide all ${before.length}` }).click();
  await page.getByText(`Decided: ${before.length} decisions`).waitFor();
  // Settling is a task of its own for each question.
  await expect.poll(() => waiting(admin), patient).toEqual([]);
  expect(await page.getByText('All of them run inside only.').count()).toBe(before.length + 1);
  await page.locator('summary', { hasText: 'Undo all' }).click();
  expect(await violations(page)).toEqual([]);
  await page
    .locator('details', { hasText: 'Undo all' })
    .getByRole('textbox', { name: 'Why' })
    .fill('Not all of them.');
  await page.getByRole('button', { name: 'Undo all' }).click();
  await page.getByText('Undone by admin: Not all of them.').waitFor();
  await page.getByText(`Withdrawn: ${before.length} decisions`).waitFor();
  await expect.poll(async () => (await waiting(admin)).length, patient).toBe(before.length);
});

test('keys lead through the list into the form, and can be switched off', async () => {
  const page = await admin.open('/');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const name = await page.locator('a.row:focus strong').textContent();
  await page.keyboard.press('r');
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
  await page.waitForLoadState();
  await page.keyboard.type('bar');
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('bar');
  expect(await page.getByRole('radio', { name: /^Reject/ }).isChecked()).toBe(true);
  await page.getByRole('textbox', { name: 'Reason' }).fill('');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('a');
  expect(await page.getByRole('radio', { name: /^Approve As long/ }).isChecked()).toBe(true);
  expect(await page.locator('textarea:focus').count()).toBe(1);
  await page.keyboard.type('j and r are letters here');
  // A day belongs to what is approved until it: another answer takes it away.
  await page.getByRole('radio', { name: /^Approve until/ }).check();
  await page.getByLabel('Last day').fill('2099-01-31');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  expect(await page.getByRole('radio', { name: /^Reject/ }).isChecked()).toBe(true);
  expect(await page.getByLabel('Last day').isVisible()).toBe(false);
  expect(await page.getByLabel('Last day').inputValue()).toBe('');
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('j and r are letters here');
  await page.goto(`${server.url}/`);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.keyboard.press('j');
  expect(await page.locator('a.row:focus').count()).toBe(0);
});

test('on a phone the filter is folded, so that the first question is on the screen', async () => {
  const page = await admin.open('/', { ...phone, javaScriptEnabled: false });
  const rule = page.getByLabel('Rule');
  expect(await rule.isVisible()).toBe(false);
  const first = await page.locator('a.row').first().boundingBox();
  expect(first?.y).toBeLessThan(phone.viewport.height);
  await page.getByRole('checkbox', { name: 'Narrow the list' }).check();
  await rule.selectOption(needsReview);
  await page.getByRole('button', { name: 'Narrow' }).click();
  await page.getByText(`: ${needsReview}`).waitFor();
  const broad = await admin.open('/', wide);
  expect(await broad.getByLabel('Rule').isVisible()).toBe(true);
  expect(await broad.getByRole('checkbox', { name: 'Narrow the list' }).isVisible()).toBe(false);
});

test('where nothing waits there is no form that decides it', async () => {
  const page = await admin.open('/bulk?rule=nonsense');
  await page.getByText('There is nothing to decide').waitFor();
  expect(await page.getByRole('button', { name: /^Decide/ }).count()).toBe(0);
});

test('a licence text stands beside that of SPDX with the differences marked', async () => {
  const [first] = await waiting(admin);
  const text = 'Permission is hereby granted, at a price, to any person obtaining a copy of this software';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const evidence: LicenseEvidence = {
    ...({ expression: 'MIT', covers: 'artifact', method: 'file-text', acknowledgement: 'declared' } as const),
    ...{ source: 'vendor/it/LICENSE', verified: true, confidence: 0.9, text: sha256 },
  };
  const components = report.components.map((each) => {
    if (each.key !== first?.component?.key) return each;
    const concluded = { ...each.license.concluded, evidence: [evidence] };
    return { ...each, license: { ...each.license, concluded } };
  });
  await admin.send({ ...report, components, texts: { [sha256]: text } }, 'with-text');
  const page = await admin.open(`/questions/${first?.id}`);
  await page.getByText('As it was found').waitFor();
  expect(await page.locator('.text ins').allTextContents()).toEqual(['at a price']);
  expect((await page.locator('.text del').allTextContents()).join(' ')).toContain('sublicense');
  expect(await violations(page)).toEqual([]);
});

test('what no report holds is said, and the licence leads to what it asks', async () => {
  const question = (await waiting(admin)).findLast(({ class: of }) => of === 'network-copyleft');
  const page = await admin.open(`/questions/${question?.id}`);
  await page.getByText('No report holds the text').waitFor();
  await page.locator('h1 .license a').first().click();
  await page.getByRole('heading', { name: 'What it asks' }).waitFor();
  await page.getByText('Give the source code to everybody who gets a copy.').waitFor();
  await page.getByRole('link', { name: 'Questions about it' }).click();
  expect(await page.locator('a.row').count()).toBeGreaterThan(0);
});

test('a new version inherits a decision, and another licence has it lapse', async () => {
  const [first] = await waiting(admin);
  const key = first?.component?.key ?? '';
  await admin.send(report, 'three');
  await admin.ask('POST', '/decisions', {
    ...{ question: first?.id, scope: { is: 'all' }, outcome: 'approved', reason: 'Known and fine.' },
  });
  await admin.send(
    later(1, key, (ref) => `${ref}-next`),
    'three',
  );
  const page = await admin.open(`/questions/${first?.id}`);
  await page
    .locator('.places li', { hasText: 'three' })
    .getByText(/Approved, inherited from version .+: decided by admin/)
    .first()
    .waitFor();
  const other = later(2, key, (ref) => ref);
  const findings = other.findings.map((each) =>
    each.expression === first?.license ? { ...each, expression: 'SSPL-1.0' } : each,
  );
  await admin.send({ ...other, findings }, 'three');
  const [again] = await waiting(
    admin,
    `rule=${needsReview}&license=SSPL-1.0&search=${first?.component?.name}`,
  );
  await page.goto(`${server.url}/questions/${again?.id}`);
  await page.getByText('These do not hold here').waitFor();
  await page.getByText('Known and fine.').waitFor();
  await page.locator('.places').getByText('Waiting').first().waitFor();
});

test('two agree on what is for all, nobody on their own, and who may not decide is offered nothing', async () => {
  const strict = await started('four-eyes', { fourEyes: true });
  try {
    const link = `${strict.url}/welcome?code=${strict.firstCode}`;
    const proposer = await comeIn(strict, link, browser, complaints);
    await proposer.send(report, 'one');
    const let_ = async (name: string, role: string) => {
      const made = await proposer.ask<{ link: string }>('POST', '/users', { name, roles: [{ role }] });
      return comeIn(strict, made.link, browser, complaints);
    };
    const [question] = await waiting(proposer);
    const address = `/questions/${question?.id}`;
    const page = await proposer.open(address);
    await page.getByRole('radio', { name: /^Approve As long/ }).check();
    await page.getByRole('textbox', { name: 'Reason' }).fill('I would say so.');
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.getByText('Proposed, and waits for a second person').waitFor();
    await page.goto(`${strict.url}${address}`);
    await page.locator('summary', { hasText: 'Decline' }).waitFor();
    expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
    const viewer = await (await let_('Vera', 'viewer')).open(address);
    await viewer.getByText('You may look at this, and not decide it.').waitFor();
    expect(await viewer.getByRole('button', { name: /Decide|Confirm|Decline/ }).count()).toBe(0);
    // A policy is read by everybody, and written by those who may.
    const text = 'rules:\n  license-needs-review: warning\n';
    const draft = { scope: { is: 'all' }, text, madeFrom: null };
    const { id } = await proposer.ask<PolicyVersion>('POST', '/policies/versions', draft);
    await viewer.goto(`${strict.url}/policies`);
    expect(await viewer.locator('main a[href^="/access"]').count()).toBe(0);
    for (const path of ['all', `versions/${id}`]) {
      await viewer.goto(`${strict.url}/policies/${path}`);
      await viewer.locator('pre', { hasText: 'license-needs-review: warning' }).first().waitFor();
      expect(await viewer.locator('main').getByRole('button').count()).toBe(0);
      expect(await viewer.getByRole('textbox').count()).toBe(0);
      expect(await violations(viewer)).toEqual([]);
    }
    const second = await (await let_('Rita', 'reviewer')).open('/decisions?show=proposed');
    await second.getByRole('button', { name: 'Confirm' }).click();
    await second.getByText('There are none.').waitFor();
    await second.goto(`${strict.url}/decisions`);
    await second.getByText('confirmed by Rita').waitFor();
    expect((await waiting(proposer)).some(({ id }) => id === question?.id)).toBe(false);
  } finally {
    await strict.stop(10_000);
  }
});

test('the pages of a reviewer are right for axe, in light and dark and on a phone', async () => {
  const [first] = await waiting(admin);
  const { items } = await admin.ask<{ items: readonly { id: string }[] }>('GET', '/batches');
  const paths = [
    `/?rule=${needsReview}&level=warning`,
    `/questions/${first?.id}?outcome=rejected`,
    `/bulk?rule=${needsReview}`,
    '/batches',
    `/batches/${items[0]?.id}`,
    '/decisions?show=withdrawn',
    '/licenses',
    '/licenses/AGPL-3.0-only',
    '/licenses/NOASSERTION',
    `/components/${encodeURIComponent(first?.component?.key ?? '')}`,
  ];
  for (const options of [wide, { ...wide, colorScheme: 'dark' as const }, phone]) {
    const page = await admin.open('/', options);
    for (const path of paths) {
      await page.goto(`${server.url}${path}`);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
  }
});
