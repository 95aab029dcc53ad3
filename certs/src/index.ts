export {
  CertificateError,
  lanAddresses,
  openCertificates,
  type CertificateRequest,
  type Certificates,
} from './certificates.js';
export { createTrustStore } from './trust-store.js';
