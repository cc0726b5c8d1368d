/** @file A short answer that nobody keeps. */
import type { ServerResponse } from 'node:http';

/** After an answer has begun, only the line can be cut. */
export function endWith(response: ServerResponse, status: number, text = '', type = 'text/plain; charset=utf-8'): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(text);
}
