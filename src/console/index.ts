export { ConsoleModule } from './console.module.js';
export { CONSOLE_OPTIONS, type ConsoleOptions } from './console-options.js';
