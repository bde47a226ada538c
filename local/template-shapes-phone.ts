/**
 * What the local cloud honours of Amazon Connect, property by property. The shapes are strict: a property that is not here stops the
 * boot, because leaving it out in silence would make this machine behave unlike the deployed stack.
 */
import * as z from 'zod'
import { means } from './template-shapes-nothing.ts'

export const instanceArn = z
  .string()
  .regex(/^arn:aws:connect:[\w-]+:\d{12}:instance\/[\w-]+$/, 'it is no ARN of an instance')

export const ContactFlow = z.strictObject({
  InstanceArn: instanceArn,
  Name: z.string(),
  Type: z.literal('CONTACT_FLOW'),
  Content: z.string(),
  State: z.literal('ACTIVE').optional(),
  Description: means.nothing,
  Tags: means.nothing,
})
export type ContactFlow = z.infer<typeof ContactFlow>

/** A function that flows of the instance may ask. */
export const Association = z.strictObject({
  InstanceId: instanceArn, // the property's name notwithstanding
  IntegrationType: z.literal('LAMBDA_FUNCTION'),
  IntegrationArn: z.string(),
  Tags: means.nothing,
})
export type Association = z.infer<typeof Association>
