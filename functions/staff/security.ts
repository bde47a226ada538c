/** What pages of staff may load and where their forms may lead; two kinds of page need a policy of their own. (X4, X5) */
import { contentSecurityPolicy } from '../../web/components/security.ts'

/** Our own small scripts, which nothing depends on, and frames of our own previews. */
export const staffPolicy = {
  'script-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self'",
}

/** The page whose form goes straight to the bucket: forms may lead there as well. */
export function uploadPolicy(bucketUrl: string): string {
  return contentSecurityPolicy({ ...staffPolicy, 'form-action': `'self' ${new URL(bucketUrl).origin}` })
}

/** The preview of an e-mail, framed by our own page: its own inline styles, no script, no form, nothing from elsewhere. */
export const previewPolicy = contentSecurityPolicy({
  'style-src': "'unsafe-inline'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
})
