export { Log, type LogLevel } from './log.js';
