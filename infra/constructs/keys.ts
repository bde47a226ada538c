/**
 * The two keys of the customer. One encrypts what AWS keeps for us (tables, bucket, the queue that quotes addresses); the
 * other wraps the keys of campaigns, which only some functions may unwrap: reading a table is not reading a contact.
 */
import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { Stage } from '../settings.ts'

export class Keys extends Construct {
  readonly storage: Key
  readonly data: Key

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    const { region, account } = Stack.of(this)
    const removalPolicy = stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY

    this.storage = new Key(this, 'Storage', {
      description: 'Akcja: tables, uploads and events at rest',
      enableKeyRotation: true,
      removalPolicy,
    })
    // As AWS's own keys do: whoever may use the table or the bucket may use the key, through that service only. So the roles
    // of functions name tables and objects, and no role can decrypt anything by itself.
    this.storage.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ThroughTheServicesThatStore',
        principals: [new AnyPrincipal()],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': account,
            'kms:ViaService': ['dynamodb', 's3', 'sqs', 'lambda'].map(
              (service) => `${service}.${region}.amazonaws.com`,
            ),
          },
        },
      }),
    )
    this.data = new Key(this, 'Data', {
      description: 'Akcja: wraps the keys of campaigns',
      enableKeyRotation: true,
      removalPolicy,
    })
  }
}
