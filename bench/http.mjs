import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, rounded } from './parts/figures.mjs';
import { ask, load } from './parts/http-load.mjs';
import { printTable } from './parts/print-table.mjs';

/** `--declarations=291,100000`: how many there are in each campaign that is measured. */
export const options = { declarations: { type: 'string', default: '291,100000' } };
const CONNECTIONS = 8;
const ROUNDS = 9;
const ROUND_MS = 1000;
/** Rows of what is asked for but once and again so late that it is not held any more: what a first reading costs. */
const [OTHER_LISTS, OTHERS] = ['other lists', 'others'];

/**
 * Asks the service for its overview, a filtered page of a campaign's declarations and one declaration, and, in turn, a
 * bare Nest route for the same answer from memory; then for 200 lists and 200 declarations in turn: service, bare route and those who ask have a process each.
 */
export async function measure({ declarations }) {
  const sizes = declarations.split(',').map(Number);
  const results = [];
  for (const size of sizes) results.push(...(await measureSize(size)));
  printTable(
    results.map((one) => [
      one.declarations,
      one.what,
      one.kilobytes.toFixed(1),
      one.requestsPerSecond,
      one.p50.toFixed(2),
      one.p99.toFixed(2),
      one.bareRequestsPerSecond,
      one.bareP99.toFixed(2),
      one.ratio.toFixed(2),
    ]),
    { heading: ['declarations', 'what', 'kB', 'req/s', 'p50 ms', 'p99 ms', 'bare req/s', 'bare p99', 'ratio'] },
  );
  console.log(`
Ratio: p99 of ours by p99 of the bare route, the median of ${ROUNDS} rounds of ${ROUND_MS / 1000} s each in turn, ${CONNECTIONS} connections.`);
  const worst = (size, isOther) => {
    const rows = results.filter(
      (one) => one.declarations === size && [OTHER_LISTS, OTHERS].includes(one.what) === isOther,
    );
    return Math.max(...rows.map((one) => one.ratio));
  };
  return {
    ratio: worst(sizes.at(-1), false),
    ratioAt291: worst(sizes[0], false),
    ratioOfOthers: worst(sizes.at(-1), true),
    ratioOfOthersAt291: worst(sizes[0], true),
    reference: 'a bare Nest route that answers the same from memory',
    peakMemoryMb: Math.max(...results.map((one) => one.peakMemoryMb)),
    routes: results,
  };
}

async function measureSize(size) {
  const service = started('http-service.mjs', [size]);
  const [{ url, key, references }] = await once(service, 'message');
  const authorization = `Bearer ${key}`;
  const list = '/api/v1/campaigns/akson-2020/declarations?returnState=NONE';
  const one = references.map((reference) => `/api/v1/declarations/${reference}`);
  const routes = [
    { what: 'overview', paths: ['/?language=nb'], headers: { 'accept-encoding': 'gzip' } },
    { what: 'list', paths: [`${list}&limit=50`], headers: { authorization } },
    { what: 'one', paths: one.slice(0, 1), headers: { authorization } },
    { what: OTHER_LISTS, paths: otherLists(list), headers: { authorization } },
    { what: OTHERS, paths: one, headers: { authorization } },
  ];
  const answers = [];
  for (const { paths, headers } of routes) answers.push(bareAnswer(await ask(`${url}${paths[0]}`, headers)));
  const floor = started('http-floor.mjs', []);
  floor.send(answers);
  const [{ url: bareUrl }] = await once(floor, 'message');
  const measured = [];
  for (const [index, { what, paths, headers }] of routes.entries()) {
    const urls = paths.map((path) => `${url}${path}`);
    const bare = `${bareUrl}/${'json' in answers[index] ? 'json' : 'bytes'}?answer=${index}`;
    const rounds = [];
    for (let round = -1; round < ROUNDS; round++) {
      const both = {
        ours: await load({ urls, headers, connections: CONNECTIONS, ms: ROUND_MS }),
        bare: await load({ urls: [bare], headers, connections: CONNECTIONS, ms: ROUND_MS }),
      };
      // The first round warms both up.
      if (round >= 0) rounds.push(both);
    }
    measured.push({ declarations: size, what, kilobytes: answers[index].byteLength / 1000, ...summary(rounds) });
  }
  floor.send('end');
  service.send('end');
  const [{ peakMemoryMb }] = await once(service, 'message');
  for (const child of [service, floor]) if (child.exitCode === null) await once(child, 'close');
  return measured.map((one) => ({ ...one, peakMemoryMb }));
}

/** More lists than the service holds, each with fifty rows. */
function otherLists(list) {
  const orders = ['number', 'name', 'population', 'deadline', 'changed'].flatMap((sort) =>
    ['asc', 'desc'].map((order) => `&sort=${sort}&order=${order}`),
  );
  return Array.from({ length: 20 }, (_, index) => orders.map((order) => `${list}${order}&limit=${50 + index}`)).flat();
}

function started(script, parameters) {
  const file = fileURLToPath(new URL(`parts/${script}`, import.meta.url));
  const child = fork(file, parameters.map(String), { stdio: ['ignore', 2, 2, 'ipc'] });
  child.once('close', (code) => {
    if (code !== 0) throw new Error(`${script} ended with code ${code} before it was done.`);
  });
  return child;
}

/** What the bare route says: JSON it makes from an object as any route does, all else it has as bytes. */
function bareAnswer({ headers, body }) {
  const mediaType = headers['content-type'];
  const byteLength = body.length;
  if (mediaType.startsWith('application/json')) return { json: JSON.parse(body.toString()), byteLength };
  return { mediaType, encoding: headers['content-encoding'] ?? null, base64: body.toString('base64'), byteLength };
}

function summary(rounds) {
  const of = (name, figure) => median(rounds.map((round) => figure(round[name])));
  return {
    requestsPerSecond: Math.round(of('ours', perSecond)),
    p50: rounded(of('ours', median)),
    p99: rounded(of('ours', p99)),
    bareRequestsPerSecond: Math.round(of('bare', perSecond)),
    bareP99: rounded(of('bare', p99)),
    ratio: rounded(median(rounds.map(({ ours, bare }) => p99(ours) / p99(bare)))),
  };
}

function perSecond(took) {
  return (took.length * 1000) / ROUND_MS;
}

function p99(took) {
  return took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * 0.99))];
}
