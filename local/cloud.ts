/**
 * The cloud on one machine: boots exactly what a synthesized template says. Nothing about a resource is written here; what
 * this machine cannot honour stops the boot by name.
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { type CloudClock, cloudClock } from './clock.ts'
import { flowsOf, localInstance, localNumber, makeResources, startEngines } from './cloud-engines.ts'
import { assemble, type Cloud } from './cloud-face.ts'
import { type Functions, prepareFunctions } from './cloud-functions.ts'
import { checkJoints, type Wiring, wire } from './cloud-wiring.ts'
import { startSqs } from './engines/sqs.ts'
import { plugs } from './faults.ts'
import { type LocalHandler, startGateway } from './gateway.ts'
import { inboxApp } from './inbox/inbox.ts'
import { issuerApp, localClient } from './issuer.ts'
import type { Authorize } from './permissions.ts'
import { type Permissions, readPermissions } from './permissions-template.ts'
import { phoneApp } from './phone/phone.ts'
import { answerStatus } from './status.ts'
import { readTemplate } from './template.ts'
import { type Assembly, readAssembly } from './template-assembly.ts'

export type { Cloud, Consumed } from './cloud-face.ts'

export interface CloudOptions {
  /** Folder of the synthesized assembly. */
  assembly: string
  /** Folder of all state; what is in it is taken up again. */
  data: string
  /** Port of the pages and the API; a free one when absent. */
  port?: number
  /** Values of the template's parameters; the local issuer and the defaults where absent. */
  parameters?: Record<string, string>
  clock?: CloudClock
  /** SES's sending rate, mailboxes a second. */
  sesRate?: number
  log?: (line: string) => void
}

const account = '000000000000'

/** Boots the template of an assembly. Throws TemplateError before anything is started when it cannot be honoured. */
export async function bootCloud(options: CloudOptions): Promise<Cloud> {
  const { clock = cloudClock(), log = () => {} } = options
  process.env.TZ = 'UTC' // Lambda's own; a worker thread has the time zone of its process
  const dir = resolve(options.data)
  mkdirSync(dir, { recursive: true })
  const assembly = readAssembly(options.assembly)
  const read = (apiUrl: string, sqsUrl: string, parameters: Record<string, string>) =>
    readTemplate(
      assembly,
      { region: assembly.region, account, stackName: assembly.stackName, apiUrl, sqsUrl },
      parameters,
    )
  // Once with addresses that do not matter: what cannot be honoured is told before anything runs.
  const rehearsal = read(
    'http://localhost',
    'http://127.0.0.1',
    parametersFor(assembly, 'http://localhost', options.parameters),
  )
  checkJoints(rehearsal, readPermissions(rehearsal))
  flowsOf(rehearsal)

  const ending: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end()
  }
  try {
    const pulled = plugs()
    let permissions: Permissions | undefined
    const authorize: Authorize = pulled.watch((call) => permissions!.authorize(call))
    const local = new Map<string, LocalHandler>()
    const door = {
      choose: undefined as Wiring['choose'] | undefined,
      apiId: 'local',
      account,
      now: clock.now,
      log,
      local,
    }
    const gateway = await startGateway(options.port ?? 0, door)
    ending.push(gateway.close)
    const url = `http://localhost:${gateway.port}`
    const sqs = await startSqs({ dir: join(dir, 'sqs'), log, clock, authorize, region: assembly.region, account })
    ending.push(sqs.close)

    const template = read(url, sqs.url, parametersFor(assembly, url, options.parameters))
    permissions = readPermissions(template)
    let wiring: Wiring | undefined
    let functions: Functions | undefined
    const early: object[] = [] // what SES and Connect still had to tell when the last run ended
    const onEvent = (event: object) => {
      if (!wiring) return void early.push(event)
      wiring.bus.put(event).catch((error: unknown) => log(`bus: ${String(error)}`))
    }
    const engines = await startEngines({
      template,
      dir,
      clock,
      authorize,
      log,
      sqs,
      sesRate: options.sesRate,
      onCreated: (bucket, key, size, etag, by) => wiring?.created({ bucket, key, size, etag, by, at: clock.now() }),
      onEvent,
      async invoke(arn, event) {
        const fn = functions?.byArn(arn)
        if (!fn) throw new Error(`there is no function ${arn}`)
        return fn.invoke(event)
      },
    })
    ending.push(() =>
      Promise.all([
        engines.dynamo.close(),
        engines.s3.close(),
        engines.ses.close(),
        engines.kms.close(),
        engines.connect.close(),
      ]),
    )
    await makeResources(engines, template)

    functions = prepareFunctions({ assembly, template, engines, clock, dir, log })
    ending.push(functions.close)
    wiring = wire({ template, permissions, engines, functions, clock, dir, log })
    ending.push(wiring.stop)
    ending.push(engines.connect.close) // before the functions: no call shall hear an apology because this machine stops
    for (const event of early) onEvent(event)
    const issuer = issuerApp({ url, dir, clock })
    const cloud = assemble({ url, clock, template, engines, functions, wiring, pulled, log, ending })
    const pages = new Hono({ strict: false })
      .route('/local/inbox', inboxApp(engines.ses))
      .route('/local/phone', phoneApp(engines.connect))
    const pagesListener = getRequestListener(pages.fetch)
    for (const page of ['/local/inbox', '/local/phone']) {
      local.set(page, (request, response) => void pagesListener(request, response))
    }
    local.set('/local/issuer', issuer.listener)
    local.set('/local/status.json', (_, response) => answerStatus(cloud.status(), true, response))
    local.set('/local/status', (_, response) => answerStatus(cloud.status(), false, response))
    door.choose = wiring.choose
    return { ...cloud, token: issuer.token, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Sign-in leads to the local issuer, calls to the local Connect, questions about the sender's domain to a stand-in, unless the caller says otherwise. */
function parametersFor(assembly: Assembly, url: string, given: Record<string, string> = {}): Record<string, string> {
  const ours = {
    OidcIssuer: `${url}/local/issuer`,
    OidcClientId: localClient,
    OidcRolesClaim: 'roles',
    MailDkim: 'akcja._domainkey.example.org',
    MailDns: 'stand-in:spf,dkim,dmarc', // no name server is asked
    ConnectInstanceId: localInstance,
    ConnectSourceNumber: localNumber,
  }
  const wanted = Object.entries(ours).filter(([name]) => assembly.template.Parameters[name])
  return { ...Object.fromEntries(wanted), ...given }
}
