// Servers on this machine that take messages, and say what they got.
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';

/** What an HTTP server was sent. */
export interface Got {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that answers with a status until told otherwise. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly got: Got[];
  answer: { status: number; headers?: Readonly<Record<string, string>>; body?: string; after?: number };
}

/** Takes what is posted. */
export async function httpServer(): Promise<Receiver> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      const { status, headers = {}, body: said = 'ok', after = 0 } = receiver.answer;
      setTimeout(() => response.writeHead(status, headers).end(said), after).unref();
    });
  });
  const port = await listening(server);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    got,
    answer: { status: 200 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

/** A mail server of the fewest words: no encryption, no sign-in. */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** Mails as they came, with whom they are for. */
  readonly got: { readonly to: readonly string[]; readonly text: string }[];
  /** What it says of a mail. */
  verdict: string;
}

/** Takes mails. */
export async function smtpServer(): Promise<MailServer> {
  const got: MailServer['got'] = [];
  const server = createTcpServer((socket) => {
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let [pending, mail] = ['', ''];
    let to: string[] = [];
    let isData = false;
    const take = (line: string): void => {
      if (isData && line === '.') {
        isData = false;
        if (made.verdict.startsWith('2')) got.push({ to, text: mail });
        [mail, to] = ['', []];
        say(made.verdict);
      } else if (isData) mail += `${line}\n`;
      else if (/^DATA/i.test(line)) {
        isData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else {
        if (/^RCPT/i.test(line)) to.push(/<(.*)>/.exec(line)?.[1] ?? '');
        say('250 ok');
      }
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const lines = (pending + chunk.toString()).split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    say('220 hello');
  });
  const port = await listening(server);
  const made: MailServer = {
    port,
    got,
    verdict: '250 taken',
    [Symbol.asyncDispose]: async () => void server.close(),
  };
  return made;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
