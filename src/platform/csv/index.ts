export { formatCsv } from './format-csv.js';
export { CsvSyntaxError, parseCsv, type CsvLimits, type CsvRecord } from './parse-csv.js';
