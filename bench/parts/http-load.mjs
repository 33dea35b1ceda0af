import { Agent, request } from 'node:http';

/**
 * Asks for these addresses in turn, over and over, for `ms` milliseconds on `connections` connections that are kept open,
 * each one request after the other. Returns the milliseconds that each answer took, to its last byte.
 */
export async function load({ urls, headers, connections, ms }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took = [];
  const until = performance.now() + ms;
  let asked = 0;
  const one = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await ask(urls[asked++ % urls.length], headers, agent);
      took.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return took;
}

/** One answer with its body. Throws unless its status is 200. */
export async function ask(url, headers, agent) {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.headers, body: Buffer.concat(chunks) });
        else reject(new Error(`${url} answered ${response.statusCode}: ${Buffer.concat(chunks).toString()}`));
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
