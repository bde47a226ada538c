/** The two doors on the web behind one HTTP API: residents have a few paths of their own, everything else is the staff's. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type CfnRoute,
  type CfnStage,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Folder } from '../permissions.ts'
import type { Alarms } from './alarms.ts'
import { Worker, type WorkerProps } from './worker.ts'

export interface Route {
  path: string
  methods: HttpMethod[]
}

/** A folder that answers HTTP; without routes it gets whatever nobody else takes. */
export interface DoorProps extends WorkerProps {
  /** What it does to people when this door answers with an error of ours. */
  errorImpact: string
  routes?: Route[]
}

export class Doors extends Construct {
  /** Base address, without a slash at the end. */
  readonly endpoint: string
  readonly #api: HttpApi
  readonly #accessLog: LogGroup
  readonly #stage: HttpStage
  readonly #alarms: Alarms

  constructor(scope: Construct, id: string, alarms: Alarms) {
    super(scope, id)
    this.#alarms = alarms
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Akcja: pages and API' })
    this.#accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.#accessLog),
        // the route's pattern and never the path: a resident's link is a key to her answers
        format: AccessLogFormat.custom(
          JSON.stringify({
            routeKey: AccessLogField.contextRouteKey(),
            status: AccessLogField.contextStatus(),
            milliseconds: AccessLogField.contextResponseLatency(),
            requestId: AccessLogField.contextRequestId(),
          }),
        ),
      },
    })
    this.endpoint = this.#api.apiEndpoint
  }

  /** Opens a door: the function of a folder in `scope`, its routes, and an alarm on its errors. */
  open(scope: Construct, folder: Folder, { errorImpact, routes, ...worker }: DoorProps): Worker {
    const room = new Construct(scope, folder)
    const handler = new Worker(room, 'Worker', folder, worker)
    const integration = new HttpLambdaIntegration(folder, handler)
    for (const route of routes ?? []) this.#api.addRoutes({ ...route, integration })
    if (!routes)
      this.#narrow(new HttpRoute(this, 'Default', { httpApi: this.#api, routeKey: HttpRouteKey.DEFAULT, integration }))
    const routeOf = FilterPattern.stringValue('$.routeKey', routes ? '!=' : '=', '$default')
    const errors = this.#accessLog.addMetricFilter(`${folder}Errors`, {
      filterPattern: FilterPattern.all(routeOf, FilterPattern.numberValue('$.status', '>=', 500)),
      metricNamespace: Stack.of(this).stackName,
      metricName: `${folder} errors`,
    })
    this.#alarms.watch(room, 'ErrorsAlarm', {
      name: `${folder}: errors`,
      errorImpact,
      metric: errors.metric({ period: Duration.minutes(5), statistic: 'sum' }),
    })
    return handler
  }

  /** Sign-in, search and whatever nobody knows have a limit of their own: a flood there leaves residents most of the stage's. (X3) */
  #narrow(route: HttpRoute): void {
    const stage = this.#stage.node.defaultChild as CfnStage
    stage.routeSettings = { [HttpRouteKey.DEFAULT.key]: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 } }
    stage.addResourceDependency(route.node.defaultChild as CfnRoute) // a limit of a route that is not there yet is refused
  }
}
