/** What a page says about the office that runs the site. Given by the installation's settings. */
export interface Site {
  /** `Urząd Miasta Poznania` */
  office: string
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
