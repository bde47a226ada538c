/** The CDK app: one stack, for the stage the context names (`cdk deploy -c stage=prod`; dev when nothing is said). */
import { App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { buildStyles } from '../web/styles/build.ts'
import { readStage } from './settings.ts'
import { AkcjaStack } from './stack.ts'

buildStyles()

const app = new App()
const stage = readStage(app.node.tryGetContext('stage'))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
new AkcjaStack(app, `akcja-${stage}`, { stage })
Tags.of(app).add('application', 'akcja')
Tags.of(app).add('stage', stage)
