/** Sign-in of the staff: a Cognito user pool of the stack, unless the office has an identity provider of its own. */
import { Aws, type CfnCondition, CfnResource, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { Settings } from '../settings.ts'

/** The roles of the staff, as groups of the pool. */
const roles = ['manager', 'approver', 'agent', 'administrator', 'unit']

export class SignIn extends Construct {
  readonly issuer: string
  readonly clientId: string
  readonly rolesClaim: string

  constructor(scope: Construct, id: string, settings: Settings, publicUrl: string) {
    super(scope, id)
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false }, // a letter in a mailbox or an SMS is no second factor (X11)
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: settings.stage === 'prod',
      removalPolicy: settings.stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: Fn.join('-', ['akcja', settings.stage, Aws.ACCOUNT_ID]) },
    })
    const client = pool.addClient('Staff', {
      generateSecret: false, // a public client: the code flow with PKCE needs none
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [Fn.join('', [publicUrl, '/sign-in/callback'])],
        logoutUrls: [Fn.join('', [publicUrl, '/sign-in'])],
      },
      authFlows: {},
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(10),
    })
    for (const role of roles) {
      new CfnUserPoolGroup(this, role, { userPoolId: pool.userPoolId, groupName: role })
    }
    onlyIf(settings.ownSignIn, this)

    const ownOr = (own: string, given: string) => Fn.conditionIf(settings.ownSignIn.logicalId, own, given).toString()
    this.issuer = ownOr(`https://cognito-idp.${Aws.REGION}.amazonaws.com/${pool.userPoolId}`, settings.oidc.issuer)
    this.clientId = ownOr(client.userPoolClientId, settings.oidc.clientId)
    this.rolesClaim = ownOr('cognito:groups', settings.oidc.rolesClaim)
  }
}

/** Puts every resource of a construct under a condition of the template. */
function onlyIf(condition: CfnCondition, construct: Construct): void {
  for (const child of construct.node.findAll()) {
    if (CfnResource.isCfnResource(child)) child.cfnOptions.condition = condition
  }
}
