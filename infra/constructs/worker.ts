/**
 * One folder of functions/ as a Lambda: Node 24 on arm64, one ES module with everything in it, and a role that may only write
 * its own log until permissions.ts says more.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { Folder } from '../permissions.ts'

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

// CommonJS packages inside an ES module call require(); a short name would collide with minified ones
const banner =
  'import{createRequire as createRequireOfTheBundle}from"node:module";const require=createRequireOfTheBundle(import.meta.url);'

export interface WorkerProps {
  timeout: Duration
  /** MiB; the share of CPU follows it. */
  memorySize: number
}

export class Worker extends NodejsFunction {
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
      entry: entryOf(folder),
      description: `Akcja ${folder}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout,
      memorySize,
      logGroup,
      role,
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      awsSdkConnectionReuse: false, // the SDK of version 3 always keeps connections
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        mainFields: ['module', 'main'], // this order: the other makes bundles half as large again
        bundleAwsSDK: true,
        loader: { '.css': 'text', '.js.txt': 'text' },
        esbuildArgs: {
          '--alias': [`@aws-sdk/credential-provider-node=./shared/platform/env-credentials.ts`],
        },
        banner,
      },
    })
  }
}

/** functions/<folder>/index.ts, or .tsx where the function writes pages. */
function entryOf(folder: Folder): string {
  const entries = ['index.ts', 'index.tsx'].map((file) => join(projectRoot, 'functions', folder, file))
  const entry = entries.find((file) => existsSync(file))
  if (!entry) throw new Error(`functions/${folder} is deployed by infra/stack.ts, but has no index.ts or index.tsx`)
  return entry
}
