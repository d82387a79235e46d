import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A page in a real browser, driven by the DevTools protocol. */
export interface Page {
  send(method: string, parameters?: object): Promise<Readonly<Record<string, unknown>>>;
  /** The value of an expression, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
  /** What the page asked for, said or refused since it was opened. */
  readonly events: readonly { readonly method: string; readonly params: Readonly<Record<string, unknown>> }[];
}

/** A Chromium without a window. */
export interface Browser extends AsyncDisposable {
  open(url: string): Promise<Page>;
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: `CHROMIUM`, else where Debian puts it; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM'];
  return (named === undefined ? places : [named]).find((path) => existsSync(path)) ?? null;
}

/** Starts it with a profile of its own, which is removed afterwards. */
export async function startChromium(path: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'writ-browser-'));
  const child = spawn(
    path,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((done) => void child.once('exit', () => done()));
  const port = await portOf(profile);
  return {
    async open(url) {
      const response = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
      const target = (await response.json()) as {
        readonly id: string;
        readonly webSocketDebuggerUrl: string;
      };
      const connected = await connect(target.webSocketDebuggerUrl);
      const page: Page = {
        ...connected,
        async close() {
          await fetch(`http://127.0.0.1:${port}/json/close/${target.id}`);
        },
      };
      for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
      await page.send('Page.navigate', { url });
      while (!page.events.some(({ method }) => method === 'Page.loadEventFired')) await sleep(20);
      return page;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function portOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (let waited = 0; waited < 60_000; waited += 50) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port !== undefined && port !== '') return port;
    await sleep(50);
  }
  throw new Error('Chromium did not start within a minute');
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

async function connect(url: string): Promise<Omit<Page, 'close'>> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (reply: Reply) => void>();
  const events: { method: string; params: Readonly<Record<string, unknown>> }[] = [];
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    else events.push({ method: reply.method ?? '', params: reply.params ?? {} });
  });
  await new Promise<void>((done, refuse) => {
    socket.addEventListener('open', () => done());
    socket.addEventListener('error', () => refuse(new Error('no connection to Chromium')));
  });
  const send: Page['send'] = async (method, params = {}) => {
    const id = ++last;
    const reply = await new Promise<Reply>((done) => {
      waiting.set(id, done);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result ?? {};
  };
  return {
    events,
    send,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = (await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })) as { result: { value: T }; exceptionDetails?: object };
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
  };
}
