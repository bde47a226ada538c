/** What a page says about the office that runs the site. Given by the installation's settings. */
export interface Site {
  /** `Urząd Miasta Poznania` */
  office: string
  /** The name that tells nothing, for discreet drives; as above where it is missing. */
  discreetOffice?: string
  phone: string
  email: string
  address: string
  /** Without a slash at its end. */
  publicUrl: string
  /** Local dates for the accessibility statement. */
  publishedOn: string
  updatedOn: string
  reviewedOn: string
}
