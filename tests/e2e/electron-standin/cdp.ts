/** @file One connection to Chromium's DevTools, for the stand-in's main process or its launcher; typed by Playwright's protocol. */
import { EventEmitter } from 'node:events';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import { fieldOf, fieldsOf, optionalOf } from './outside-values.ts';

type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;
export type CdpEvents = Protocol.Events;

function heardIn(text: string) {
  const fields = fieldsOf(JSON.parse(text));
  const { params, result, error } = fields;
  return {
    ...{ params, result, error: error === undefined ? undefined : fieldOf(fieldsOf(error), 'message', 'string') },
    id: optionalOf(fields, 'id', 'number'),
    method: optionalOf(fields, 'method', 'string'),
    sessionId: optionalOf(fields, 'sessionId', 'string'),
  };
}

/** Commands and events of one target, or of the browser itself. */
export type CdpSession = {
  readonly send: <Name extends keyof Commands & string>(
    name: Name,
    parameters?: Commands[Name],
  ) => Promise<Answers[Name]>;
  readonly on: <Name extends keyof CdpEvents & string>(name: Name, listener: (event: CdpEvents[Name]) => void) => void;
};

export type Cdp = { readonly browser: CdpSession; readonly session: (id: string) => CdpSession };

/** Messages of the protocol, as text. */
export type Line = {
  readonly say: (text: string) => void;
  readonly hear: (listener: (text: string) => void) => void;
};

/** `address` may come later: what is said before waits. */
export function socketLine(address: Promise<string>): Line {
  const socket = address.then((url) => new WebSocket(url));
  const open = socket.then(async (opening) => {
    await new Promise((resolve, reject) => {
      opening.addEventListener('open', resolve, { once: true });
      opening.addEventListener('error', reject, { once: true });
    });
    return opening;
  });
  // A Chromium that has gone hears nothing; whoever started it hears of its end.
  open.catch(() => undefined);
  return {
    say: (text) => void open.then((opened) => opened.send(text)).catch(() => undefined),
    hear: (listener) =>
      void socket.then((opening) => opening.addEventListener('message', ({ data }) => listener(String(data)))),
  };
}

export function connectCdp(line: Line): Cdp {
  const asked = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  const sessions = new Map<string, EventEmitter>();
  let last = 0;
  line.hear((text) => hear(heardIn(text)));

  function hear({ id, method, params, result, error, sessionId }: ReturnType<typeof heardIn>): void {
    if (id !== undefined) {
      const question = asked.get(id);
      asked.delete(id);
      if (error === undefined) question?.resolve(result);
      else question?.reject(new Error(error));
    } else if (method !== undefined) sessions.get(sessionId ?? '')?.emit(method, params);
  }

  function session(sessionId: string): CdpSession {
    const emitter = sessions.get(sessionId) ?? new EventEmitter();
    sessions.set(sessionId, emitter);
    return {
      on: (name, listener) => void emitter.on(name, listener),
      send: (name, params) => {
        last += 1;
        const id = last;
        return new Promise((resolve, reject) => {
          asked.set(id, {
            // The protocol's own declaration says what each command answers.
            resolve: (answer) => resolve(answer as Answers[typeof name]),
            reject: (error) => reject(new Error(`${name}: ${error.message}`)),
          });
          line.say(
            JSON.stringify({ id, method: name, params: params ?? {}, ...(sessionId === '' ? {} : { sessionId }) }),
          );
        });
      },
    };
  }
  return { browser: session(''), session };
}
