/** Files on their way in and out: contact lists that managers upload, reports and exports that they fetch. */
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Stage } from '../settings.ts'

export class Uploads extends Bucket {
  constructor(scope: Construct, id: string, encryptionKey: IKey, stage: Stage) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      lifecycleRules: [
        { id: 'uploads', prefix: 'uploads/', expiration: Duration.days(7) },
        { id: 'exports', prefix: 'exports/', expiration: Duration.days(2) },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }

  /**
   * Tells a queue of each object created under a prefix. Written into the bucket itself, because the usual way is a Lambda of
   * CDK's own, with wide permissions, which the local cloud does not have.
   */
  tell(queue: Queue, prefix: string): void {
    const grant = queue.grantSendMessages(
      // by account, not by the bucket's ARN: the bucket waits for this policy, so the policy cannot wait for the bucket
      new ServicePrincipal('s3.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    const bucket = this.node.defaultChild as CfnBucket
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
        },
      ],
    }
    grant.applyBefore(bucket)
  }
}
