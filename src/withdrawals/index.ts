export { WithdrawDeclaration, type WithdrawalInput } from './withdraw-declaration.js';
export { WithdrawalsModule } from './withdrawals.module.js';
