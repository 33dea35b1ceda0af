export { PreviewWithdrawal, type WithdrawalPreview } from './preview-withdrawal.js';
export { WithdrawDeclaration, type WithdrawalInput } from './withdraw-declaration.js';
export { WithdrawalsModule } from './withdrawals.module.js';
