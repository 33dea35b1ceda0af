export {
  ProcessPool,
  ProcessPoolClosed,
  ProcessWorkAborted,
  type PoolWords,
  type ProcessLimits,
} from './process-pool.js';
export { serveOrders, type Ask } from './serve-orders.js';
