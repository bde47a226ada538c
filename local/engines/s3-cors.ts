/** CORS of a bucket, by rules in the template's own words. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { S3Error } from './s3-error.ts'

/** A CorsRule of AWS::S3::Bucket. */
export interface CorsRule {
  AllowedOrigins: string[]
  AllowedMethods: string[]
  AllowedHeaders?: string[]
  ExposedHeaders?: string[]
  MaxAge?: number
}

/** Whether a text fits a pattern with at most one `*`. */
const fits = (pattern: string, text: string): boolean => {
  const [start, end] = pattern.toLowerCase().split('*')
  const small = text.toLowerCase()
  if (end === undefined) return small === start
  return small.length >= start!.length + end.length && small.startsWith(start!) && small.endsWith(end)
}

/** Sets the headers that let a page of another origin read the answer; nothing happens where no rule fits. */
export function setCors(request: IncomingMessage, response: ServerResponse, rules: CorsRule[]): boolean {
  const { origin } = request.headers
  if (origin === undefined) return false
  const preflight = request.method === 'OPTIONS'
  const method = (preflight ? request.headers['access-control-request-method'] : request.method) ?? ''
  const wanted = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const rule = rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((one) => fits(one, origin)) &&
      AllowedMethods.includes(method) &&
      (!preflight || wanted.every((name) => AllowedHeaders.some((one) => fits(one, name)))),
  )
  if (!rule) return false
  const any = rule.AllowedOrigins.includes('*')
  response.setHeader('access-control-allow-origin', any ? '*' : origin)
  if (!any) response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-allow-methods', rule.AllowedMethods.join(', '))
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method')
  if (preflight && wanted.length > 0) response.setHeader('access-control-allow-headers', wanted.join(', '))
  if (rule.ExposedHeaders?.length) response.setHeader('access-control-expose-headers', rule.ExposedHeaders.join(', '))
  if (rule.MaxAge !== undefined) response.setHeader('access-control-max-age', String(rule.MaxAge))
  return true
}

/** Answers a preflight, or refuses it as S3 does. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse, rules: CorsRule[]): void {
  if (!setCors(request, response, rules)) {
    throw new S3Error('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403)
  }
  response.writeHead(200, { 'content-length': 0 })
  response.end()
}
