export { redactPayload } from './redactPayload';
export { cutText, isSecretKey, redactText } from './redactText';
