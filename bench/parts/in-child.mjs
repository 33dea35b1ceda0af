import { fork } from 'node:child_process';

/** Runs a script in a process of its own and resolves with the last object that it sends; `onProgress` gets 0 to 1. */
export async function inChild(script, parameters, onProgress) {
  const child = fork(script, parameters.map(String), { stdio: ['ignore', 2, 2, 'ipc'] });
  let result;
  child.on('message', (message) => {
    if (typeof message.progress === 'number') onProgress(message.progress);
    else result = message;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0 || result === undefined) throw new Error(`${script} ended with code ${code} before it was done.`);
  return result;
}

/** One line that is written over and over, where a person watches. */
export function progressLine(label) {
  return (part) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${label}: ${Math.round(part * 100)} %${part >= 1 ? '\n' : ''}`);
  };
}
