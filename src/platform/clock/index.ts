export { Clock } from './clock.js';
export { SimulatedClock } from './simulated-clock.js';
export { SystemClock } from './system-clock.js';
