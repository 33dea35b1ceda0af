import type { Tap } from '../support/cutting-proxy.js';

/** Whether the final dot of a message had passed (RFC 5321, 4.1.1.4): then the server has it, and the client cannot know. */
export type DataPhase = 'BEFORE_DOT' | 'AFTER_DOT';

export interface DataCut {
  readonly phase: DataPhase;
  /** Without angle brackets; empty when not so much of the message came. */
  readonly messageId: string;
  /** Of the message, in so far as they passed. */
  readonly bytes: number;
}

const FINAL_DOT = '\r\n.\r\n';
const HEAD_BYTES = 16 * 1024;

/**
 * Cuts SMTP connections in the middle of DATA: before the final dot has passed, or after it, when the server has answered
 * 250 and the client has not heard it.
 */
export class DataCuts {
  readonly made: DataCut[] = [];
  #armed: { readonly phase: DataPhase; readonly bytes: number } | null = null;

  /** The next message is cut; before the dot, when so many bytes of it have passed, or all of a shorter one but the dot. */
  arm(phase: DataPhase, bytes = 0): void {
    this.#armed = { phase, bytes };
  }

  /** For one connection. */
  tap(): Tap {
    let state: 'COMMANDS' | 'ASKED' | 'DATA' | 'SENT' = 'COMMANDS';
    let line = '';
    let head = '';
    let tail = '';
    let passed = 0;
    const cut = (phase: DataPhase, bytes: number): void => {
      this.#armed = null;
      const messageId = /^message-id:\s*<([^>]*)>/im.exec(head)?.[1] ?? '';
      this.made.push({ phase, messageId, bytes });
    };
    return {
      fromClient: (chunk) => {
        const text = chunk.toString('latin1');
        if (state !== 'DATA') {
          // With PIPELINING (RFC 2920) it comes in one piece with the envelope.
          line = (line + text).slice(-HEAD_BYTES);
          state = /(^|\r\n)DATA\r\n$/i.test(line) ? 'ASKED' : 'COMMANDS';
          return null;
        }
        if (head.length < HEAD_BYTES) head += text.slice(0, HEAD_BYTES);
        const dot = (tail + text).indexOf(FINAL_DOT);
        const end = dot === -1 ? Infinity : Math.max(0, dot - tail.length);
        if (this.#armed?.phase === 'BEFORE_DOT') {
          const here = Math.min(Math.max(0, this.#armed.bytes - passed), end);
          if (here < chunk.length) {
            cut('BEFORE_DOT', passed + here);
            return here;
          }
        }
        passed += chunk.length;
        tail = (tail + text).slice(1 - FINAL_DOT.length);
        if (dot !== -1) state = 'SENT';
        return null;
      },
      fromServer: (chunk) => {
        const answers = chunk.toString('latin1');
        if (state === 'ASKED' && /^354/m.test(answers)) {
          state = 'DATA';
          line = '';
          head = '';
          // The dot of an empty message stands in its first line.
          tail = '\r\n';
          passed = 0;
        } else if (state === 'SENT') {
          state = 'COMMANDS';
          if (answers.startsWith('250') && this.#armed?.phase === 'AFTER_DOT') {
            cut('AFTER_DOT', passed);
            return 0;
          }
        }
        return null;
      },
    };
  }
}
