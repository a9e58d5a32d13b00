import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Receiver, startReceiver } from './receiver.testkit.ts';
import { send, webhookDefect } from './send.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

const none: ReadonlySet<string> = new Set();

test.each([
  ['http://127.0.0.1:9/', 'Without TLS'],
  ['https://127.0.0.1:9/', '127.0.0.1 is a private address'],
  ['https://169.254.169.254/latest/meta-data', '169.254.169.254 is a private address'],
  ['https://[::1]/', '::1 is a private address'],
  ['https://[::ffff:10.0.0.1]/', 'is a private address'],
  ['https://0x7f000001/', '127.0.0.1 is a private address'],
  ['https://user:pass@hooks.example/', 'credentials'],
  ['file:///etc/passwd', 'has to be an address'],
  ['nonsense', 'has to be an address'],
])('%s is none that is told anything', async (url, because) => {
  expect(webhookDefect(url, none)).toContain(because);
  expect(await send({ url, headers: {}, body: '{}' }, { hosts: none, timeMs: 1_000 })).toMatchObject({
    is: 'unanswered',
    because: expect.stringContaining(because),
  });
});

test('a name that leads into a private network is refused after it was looked up', async () => {
  const url = receiver.origin.replace('http://127.0.0.1', 'https://localhost');
  expect(webhookDefect(url, none)).toBe(null);
  expect(await send({ url, headers: {}, body: '{}' }, { hosts: none, timeMs: 5_000 })).toMatchObject({
    is: 'unanswered',
    because: expect.stringContaining('leads into a private network'),
  });
  expect(receiver.received).toEqual([]);
});

test('a redirect is not followed, and who is silent is left', async () => {
  const hosts = new Set([receiver.host]);
  const message = { url: `${receiver.origin}/hook`, headers: {}, body: '{"a":1}' };
  receiver.answers(302, { location: `${receiver.origin}/elsewhere` });
  expect(await send(message, { hosts, timeMs: 5_000 })).toMatchObject({ is: 'refused', status: 302 });
  receiver.answers(null);
  expect(await send(message, { hosts, timeMs: 50 })).toEqual({
    is: 'unanswered',
    because: 'It did not answer within 0.05 seconds.',
  });
  receiver.answers(200);
  expect(await send(message, { hosts, timeMs: 5_000 })).toEqual({ is: 'taken', status: 200 });
  expect(receiver.received.map(({ url, body }) => [url, body])).toEqual(Array(3).fill(['/hook', '{"a":1}']));
});

test('who changes the protocol has not answered', async () => {
  const server = createServer((socket) => {
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const message = { url: `http://${host}/`, headers: {}, body: '{}' };
  expect(await send(message, { hosts: new Set([host]), timeMs: 5_000 })).toEqual({
    is: 'unanswered',
    because: 'It closed the connection without an answer.',
  });
  server.close();
});
