export { norwegianInteger, norwegianPercent, percentHundredths, percentText } from './percent.js';
