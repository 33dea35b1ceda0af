import { serveOrders } from '../platform/processes/index.js';
import { verifyFile } from './verify-file.js';

// One process of the pool: takes a file, answers with what can be said of it, and takes the next.
serveOrders(verifyFile);
