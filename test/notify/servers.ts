// Servers on this machine that take messages, and say what they got.
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { serverKey } from './certificates.ts';

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
  /** How many were answered with 2xx while the other side was still there. */
  acknowledged: number;
  answer: { status: number; headers?: Readonly<Record<string, string>>; body?: string; after?: number };
}

/** Takes what is posted; with a certificate, over TLS. */
export async function httpServer(certificate: string | null = null): Promise<Receiver> {
  const got: Got[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      const { status, headers = {}, body: said = 'ok', after = 0 } = receiver.answer;
      setTimeout(() => {
        if (status < 300 && !request.socket.destroyed) receiver.acknowledged++;
        response.writeHead(status, headers).end(said);
      }, after).unref();
    });
  };
  const server =
    certificate === null
      ? createServer(listener)
      : createHttpsServer({ key: serverKey, cert: certificate }, listener);
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  const receiver: Receiver = {
    url: certificate === null ? `http://127.0.0.1:${port}/hook` : `https://localhost:${port}/hook`,
    port,
    got,
    acknowledged: 0,
    answer: { status: 200 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

/** A mail server of the fewest words. */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** Mails as they came, with whom they are for. */
  readonly got: { readonly to: readonly string[]; readonly text: string }[];
  /** What it says of a mail; null: nothing, for ever. */
  verdict: string | null;
  /** Called when it has a mail and is about to say something of it. */
  onMail: () => void;
}

/** How a mail server speaks TLS: from the first byte, or after STARTTLS. */
export interface MailTls {
  readonly from: 'the beginning' | 'STARTTLS';
  readonly certificate: string;
}

/** Takes mails. */
export async function smtpServer(tls: MailTls | null = null): Promise<MailServer> {
  const got: MailServer['got'] = [];
  const options = tls === null ? {} : { key: serverKey, cert: tls.certificate };
  const serve = (plain: Socket): void => {
    let socket = plain;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let [pending, mail] = ['', ''];
    let to: string[] = [];
    let isData = false;
    const takeMail = (): void => {
      isData = false;
      made.onMail();
      if (made.verdict?.startsWith('2') === true) got.push({ to, text: mail });
      [mail, to] = ['', []];
      if (made.verdict !== null) say(made.verdict);
    };
    const offers = (): boolean => tls?.from === 'STARTTLS' && socket === plain;
    const commands: Readonly<Record<string, (line: string) => void>> = {
      EHLO: () => say(offers() ? '250-hello\r\n250 STARTTLS' : '250 ok'),
      STARTTLS() {
        say('220 go on');
        socket = new TLSSocket(plain, { isServer: true, ...options });
        listen(socket);
      },
      RCPT(line) {
        to.push(/<(.*)>/.exec(line)?.[1] ?? '');
        say('250 ok');
      },
      DATA() {
        isData = true;
        say('354 go on');
      },
      QUIT: () => void socket.end('221 bye\r\n'),
    };
    const take = (line: string): void => {
      if (isData && line === '.') takeMail();
      else if (isData) mail += `${line}\n`;
      else (commands[(line.split(' ')[0] ?? '').toUpperCase()] ?? (() => say('250 ok')))(line);
    };
    const listen = (to: Socket): void => {
      to.on('error', () => undefined);
      to.on('data', (chunk: Buffer) => {
        if (to !== socket) return;
        const lines = (pending + chunk.toString()).split('\r\n');
        pending = lines.pop() ?? '';
        for (const line of lines) take(line);
      });
    };
    listen(plain);
    say('220 hello');
  };
  const server = tls?.from === 'the beginning' ? createTlsServer(options, serve) : createTcpServer(serve);
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  const made: MailServer = {
    port,
    got,
    verdict: '250 taken',
    onMail: () => undefined,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
  return made;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
