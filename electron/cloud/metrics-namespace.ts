/** @file The namespace of our counters in CloudWatch, for who publishes and for who allows it; loads nothing. */

export const metricsNamespace = 'Cloudroll';
