import { createServer, request as plain, type IncomingMessage, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** What a door does with a request that changes something; `lose answer` lets it through first. */
export type Fate = 'pass' | 'lose request' | 'lose answer' | 'refuse';

/** A way to an API server that can be lost. */
export interface LosingDoor extends AsyncDisposable {
  readonly server: string;
  /** Decides about the nth change, from 1; after one that is lost nothing goes through any more. */
  fate: (change: number) => Fate;
  /** The way is there again. */
  restore(): void;
}

/** Opens a door on loopback to an API server. */
export async function openLosingDoor(target: string, certificate: Buffer): Promise<LosingDoor> {
  let changes = 0;
  let isLost = false;
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk as Buffer);
    if (isLost) return void incoming.socket.destroy();
    const fate = isChange(incoming, Buffer.concat(body).toString()) ? door.fate(++changes) : 'pass';
    if (fate === 'refuse') return refuse(outgoing);
    isLost = fate !== 'pass';
    if (fate === 'lose request') return void incoming.socket.destroy();
    forward(incoming, Buffer.concat(body), (answer) => {
      if (isLost) return void incoming.socket.destroy();
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
  }

  function forward(incoming: IncomingMessage, body: Buffer, done: (answer: IncomingMessage) => void): void {
    const url = new URL(incoming.url ?? '/', target);
    const { host: _host, ...headers } = incoming.headers;
    const send = url.protocol === 'https:' ? request : plain;
    const sent = send(url, { method: incoming.method, headers, ca: certificate }, done);
    sent.on('error', () => incoming.socket.destroy());
    sent.end(body);
  }

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: LosingDoor = {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fate: () => 'pass',
    restore() {
      isLost = false;
      changes = 0;
      door.fate = () => 'pass';
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}

/** Whether a request changes a policy; dry runs and reviews change nothing. */
function isChange({ method, url }: IncomingMessage, body: string): boolean {
  const isWrite = method === 'POST' || method === 'PUT' || method === 'DELETE';
  const isDry = url?.includes('dryRun=All') === true || body.includes('"dryRun":["All"]');
  return isWrite && url?.includes('admissionregistration') === true && !isDry;
}

function refuse(outgoing: ServerResponse): void {
  const status = { kind: 'Status', status: 'Failure', reason: 'Invalid', message: 'no more policies today' };
  outgoing.writeHead(422, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(status));
}
