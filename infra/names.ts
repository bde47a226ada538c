/** The names that tables, queues and settings have in a function's environment. */

export type TableName =
  | 'Campaigns'
  | 'Contacts'
  | 'Responses'
  | 'Anonymous'
  | 'Results'
  | 'Calls'
  | 'Addresses'
  | 'Bookings'
  | 'Cases'
  | 'Halves'
  | 'Audit'

export type Setting =
  | 'PUBLIC_URL'
  | 'OFFICE_NAME'
  | 'OFFICE_DISCREET_NAME'
  | 'OFFICE_PHONE'
  | 'OFFICE_EMAIL'
  | 'OFFICE_ADDRESS'
  | 'SITE_PUBLISHED_ON'
  | 'SITE_UPDATED_ON'
  | 'SITE_REVIEWED_ON'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_ROLES_CLAIM'
  | 'MAIL_DKIM'
  | 'MAIL_DNS'
  | 'CONNECT_INSTANCE_ID'
  | 'CONNECT_FLOW_ID'
  | 'CONNECT_SOURCE_NUMBER'
  | 'CONNECT_LINES'
  | 'CONNECT_AGENT_FLOW'

/** `Campaigns` → `CAMPAIGNS_TABLE` */
export const tableVariable = (table: TableName): string => `${table.toUpperCase()}_TABLE`

/** `run-steps` → `RUN_STEPS_QUEUE_URL` */
export const queueVariable = (folder: string): string => `${folder.toUpperCase().replaceAll('-', '_')}_QUEUE_URL`

/** `run-steps` → `RunSteps`, as the template writes it. */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, _dash: string, letter: string) => letter.toUpperCase())
