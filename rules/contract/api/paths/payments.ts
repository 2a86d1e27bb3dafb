export const PAYMENT_PATH = "/api/payment/log";
export const REFUND_PATH = "/api/payment/refund";
export const REVERSAL_PATH = "/api/payment/reversal";
export const RECEIPT_PATH = "/api/payment/receipt";
