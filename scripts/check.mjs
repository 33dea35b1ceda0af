/** Every gate but the tests: all are run, each is named, and one that fails does not hide the next. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tool = (name, ...args) => [join(root, 'node_modules/.bin', name), ...args];
const script = (name) => [process.execPath, join(root, 'scripts', name)];

const gates = [
  { name: 'migrations and entities agree, docs/schema.sql is current', command: script('check-migrations.mjs') },
  { name: 'docs/verification-report.schema.json is current', command: script('check-report-schema.mjs') },
  { name: "the API's client is current", command: script('check-api-client.mjs') },
  { name: 'types (tsc)', command: tool('tsc', '--noEmit', '-p', 'tsconfig.json') },
  { name: 'lint (oxlint, type-aware)', command: tool('oxlint', '--type-aware', '--deny-warnings') },
  { name: 'arrows between modules (dependency-cruiser)', command: tool('depcruise', 'src', '--output-type', 'err') },
  { name: 'formatting (prettier)', command: tool('prettier', '--check', '--log-level', 'warn', '.') },
  { name: 'lock file names no host', command: script('check-lockfile.mjs') },
  { name: 'Dockerfile and docker-compose.yml', command: script('check-deployment.mjs') },
];

const failed = [];
const waiting = [...gates];
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join('; ')}`);
  process.exitCode = 1;
}

async function work() {
  for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
    const started = performance.now();
    const { code, output } = await run(gate.command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✓' : '✗'} ${gate.name} (${seconds} s)`);
    if (code === 0) continue;
    console.log(output.trimEnd().replace(/^/gm, '    '));
    failed.push(gate.name);
  }
}

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
