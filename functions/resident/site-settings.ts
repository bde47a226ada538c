/** What an installation says about itself on residents' pages, from the environment. */
import * as z from 'zod/mini'
import type { Site } from '../../web/resident/site.ts'

export const SiteSettings = z.object({
  PUBLIC_URL: z.string(),
  OFFICE_NAME: z.string(),
  OFFICE_DISCREET_NAME: z.string(),
  OFFICE_PHONE: z.string(),
  OFFICE_EMAIL: z.string(),
  OFFICE_ADDRESS: z.string(),
  /** Local dates of the accessibility statement: reviewed each year by 31 March. (L41) */
  SITE_PUBLISHED_ON: z.string(),
  SITE_UPDATED_ON: z.string(),
  SITE_REVIEWED_ON: z.string(),
})

/** The site as its pages know it. */
export function siteFrom(env: z.infer<typeof SiteSettings>): Site {
  return {
    office: env.OFFICE_NAME,
    discreetOffice: env.OFFICE_DISCREET_NAME,
    phone: env.OFFICE_PHONE.replaceAll(' ', '\u00a0'),
    email: env.OFFICE_EMAIL,
    address: env.OFFICE_ADDRESS,
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    publishedOn: env.SITE_PUBLISHED_ON,
    updatedOn: env.SITE_UPDATED_ON,
    reviewedOn: env.SITE_REVIEWED_ON,
  }
}
