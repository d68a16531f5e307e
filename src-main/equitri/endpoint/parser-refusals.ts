/** Answers to what never becomes a request: the parser gave it up, or its time was over. Problems as all the others. */
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemType } from '../messages.ts';
import { problemBody } from '../problem.ts';

const titles = {
  400: 'This is no HTTP that is understood here',
  405: 'There is no such method',
  408: 'The call took too long',
  413: 'The body is larger than 1 MiB',
  417: 'This expectation is not met here',
  431: 'The headers are too large',
} as const;
type Status = keyof typeof titles;

/** The whole answer, after which the connection ends. */
function lastAnswer(status: Status): string {
  const body = problemBody(status, { title: titles[status] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function statusOf(code: string | undefined): Status | null {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code?.startsWith('HPE_') ? 400 : null;
}

function refuse(socket: Duplex, status: Status): void {
  if (socket.writable) socket.end(lastAnswer(status), () => socket.destroy());
  else socket.destroy();
}

/** The response that is being sent on a socket, if any: an answer may not be put into the middle of it. */
const isAnswering = (socket: Duplex) =>
  Boolean((socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent);

/** Gives a server these answers; what is broken below HTTP (reset, no TLS) is closed without a word. */
export function refuseAsProblems(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = statusOf(error.code);
    if (status === null || isAnswering(socket)) socket.destroy();
    else refuse(socket, status);
  });
  server.on('checkExpectation', (_request, response) => refuse(response.socket as Duplex, 417));
  server.on('connect', (_request, socket) => refuse(socket, 405));
}
