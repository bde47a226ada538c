/**
 * One folder of functions/ as a Lambda: Node 24 on arm64, its code bundled, and a role that may only write its own log until
 * permissions.ts says more.
 */
import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { Folder } from '../permissions.ts'
import { codeOf } from './code.ts'

export interface WorkerProps {
  timeout: Duration
  /** MiB; the share of CPU follows it. */
  memorySize: number
}

export class Worker extends LambdaFunction {
  constructor(scope: Construct, id: string, folder: Folder, { timeout, memorySize }: WorkerProps) {
    const logGroup = new LogGroup(scope, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    )
    super(scope, id, {
      code: codeOf(folder),
      handler: 'index.handler',
      description: `Akcja ${folder}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout,
      memorySize,
      logGroup,
      role,
    })
  }
}
