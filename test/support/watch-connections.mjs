/**
 * A preload (`--import`) that writes down every connection, datagram, listener and name look-up of a process, its worker
 * threads and its Node children, one JSON object a line in the file that WATCH_CONNECTIONS names. What would leave
 * loopback is refused, so that a test of it sends nothing either.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { threadId } from 'node:worker_threads';

const file = process.env.WATCH_CONNECTIONS;
if (file === undefined) throw new Error('watch-connections.mjs needs WATCH_CONNECTIONS, the file to write to.');

const isLoopback = (address) => address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);

function record(what, target, isLocal) {
  const entry = { what, target, isLocal, process: process.pid, thread: threadId };
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
  if (!isLocal) throw new Error(`watch-connections: ${what} to ${target} would leave loopback.`);
}

/** Node calls its own methods with one array of [options, callback]; people with options, a path, or port and host. */
function socketTarget(args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { port: first, host: typeof second === 'string' ? second : undefined };
}

function wrap(owner, name, before) {
  const original = owner[name];
  if (typeof original !== 'function') return;
  owner[name] = function watched(...args) {
    before.call(this, args);
    return Reflect.apply(original, this, args);
  };
}

wrap(net.Socket.prototype, 'connect', (args) => {
  const { path, host = 'localhost', port } = socketTarget(args);
  if (path) record('connect', path, true);
  else record('connect', `${host}:${port}`, isLoopback(host));
});
wrap(net.Server.prototype, 'listen', (args) => {
  const { path, host = '::', port } = socketTarget(args);
  if (path) record('listen', path, true);
  else record('listen', `${host}:${port}`, isLoopback(host));
});
// (message, port, address), or (message, offset, length, port, address), each perhaps with a callback.
wrap(dgram.Socket.prototype, 'send', (args) => {
  const address = args.slice(1).findLast((arg) => typeof arg === 'string') ?? 'localhost';
  record('datagram', address, isLoopback(address));
});
wrap(dgram.Socket.prototype, 'connect', ([port, host = 'localhost']) => {
  record('datagram', `${host}:${port}`, isLoopback(host));
});
/** @type {readonly (readonly [Record<string, unknown>, string])[]} */
const resolvers = [
  [dns, 'dns'],
  [dns.promises, 'dns.promises'],
  [dns.Resolver.prototype, 'dns.Resolver'],
  [dns.promises.Resolver.prototype, 'dns.promises.Resolver'],
];
for (const [owner, label] of resolvers) {
  for (const name of ['lookup', 'lookupService', 'reverse', ...Object.getOwnPropertyNames(owner)]) {
    if (!/^(lookup|lookupService|reverse|resolve.*)$/.test(name) || owner[name]?.name === 'watched') continue;
    wrap(owner, name, ([asked]) => record(`${label}.${name}`, String(asked), isLoopback(String(asked))));
  }
}
syncBuiltinESMExports();
record('watching', process.argv[1] ?? 'eval', true);
