/** Run-time cost that one expression may reach; beyond it the API server gives up on the request. */
export const perCallLimit = 1_000_000;

/** Run-time cost that all validations of one binding may reach together. */
export const perBindingLimit = 10_000_000;

/** Run-time cost that all match conditions of one policy may reach together. */
export const matchConditionsLimit = 2_500_000;

/** Size of an expression, in code points. */
export const expressionSizeLimit = 100_000;

/** Size of an audit annotation's expression, in bytes. */
export const auditExpressionSizeLimit = 5 * 1024;

/** Size of what a message expression gives, in bytes; a longer one is not shown. */
export const messageSizeLimit = 5 * 1024;

/** Number of match conditions of a policy. */
export const matchConditionCountLimit = 64;

/** Number of audit annotations of a policy. */
export const auditAnnotationCountLimit = 20;
